using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>A page that is followed. It belongs to an address, whatever becomes of the region around it.</summary>
internal struct WatchedPage : IComparable<WatchedPage>
{
    /// <summary>First byte.</summary>
    public ulong Address;

    /// <summary>What the last look found.</summary>
    public PageSight Sight;

    /// <summary>
    /// Whether it says where regions are cut, and nothing else: what a region is like is told by the others, which had no
    /// say in where it begins and ends. Else the cut, made where pages happened to differ, would make them differ more.
    /// </summary>
    public bool IsExplorer;

    /// <summary>Whether it is to be let go: its region was joined with one that has fewer pages a byte.</summary>
    public bool IsSurplus;

    /// <summary>Whether it was old, or not there, when the running aggregation interval began.</summary>
    public bool IsArmed;

    /// <summary>Whether it was there when it was to be made old, and nobody else maps it.</summary>
    public bool IsOwn;

    /// <summary>Whether it is a sample of the running aggregation interval: chosen before it was looked at.</summary>
    public bool IsSample;

    /// <summary>Whether it is a sample of the running sampling interval.</summary>
    public bool IsRateSample;

    /// <summary>Whether it has been accessed in the running aggregation interval, as far as it is a sample.</summary>
    public bool IsTouched;

    /// <summary>Intervals in which an explorer was accessed, older ones fading.</summary>
    public float Hits;

    /// <summary>Intervals in which an explorer was old at the beginning, older ones fading.</summary>
    public float Trials;

    /// <summary>By address, and of one address those that tell of the region first. Here and not where it is asked for: sorting is much of what an interval costs.</summary>
    public readonly int CompareTo(WatchedPage other) => Address != other.Address ? Address.CompareTo(other.Address) : IsExplorer.CompareTo(other.IsExplorer);
}
