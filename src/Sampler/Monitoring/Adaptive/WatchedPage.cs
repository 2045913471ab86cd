namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>A page that is followed. It belongs to an address, whatever becomes of the region around it.</summary>
internal struct WatchedPage
{
    /// <summary>First byte.</summary>
    public ulong Address;

    /// <summary>What the last look found.</summary>
    public PageSight Sight;

    /// <summary>
    /// Whether it is only a witness: it is looked at for what changes, but stands for no other page any more, because its
    /// region was cut by what this very page said, or has grown around it.
    /// </summary>
    public bool IsWitness;

    /// <summary>Whether it was old, or not there, when the running aggregation interval began.</summary>
    public bool IsArmed;

    /// <summary>Whether it is a sample of the running aggregation interval: chosen before it was looked at.</summary>
    public bool IsSample;

    /// <summary>Whether it is a sample of the running sampling interval.</summary>
    public bool IsRateSample;

    /// <summary>Whether it has been accessed in the running aggregation interval, as far as it is a sample.</summary>
    public bool IsTouched;

    /// <summary>Intervals in which it was accessed as a sample, older ones fading.</summary>
    public float Hits;

    /// <summary>Intervals in which it was a sample, older ones fading.</summary>
    public float Trials;
}
