using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>
/// A range of addresses taken to be accessed alike (the kernel's <c>damon_region</c>). A mutable struct: regions live
/// in arrays and are rewritten in place, so that no aggregation allocates.
/// </summary>
internal struct Region
{
    /// <summary>Value of <see cref="LastNrAccesses"/> when nothing of the last interval could be observed.</summary>
    public const int NotObserved = -1;

    /// <summary>First byte.</summary>
    public ulong Start;

    /// <summary>One past the last byte.</summary>
    public ulong End;

    /// <summary>Samples that found the page accessed; scaled to all samples when the aggregation interval ends.</summary>
    public int NrAccesses;

    /// <summary>Samples that could not be observed.</summary>
    public int NrUnknown;

    /// <summary><see cref="NrAccesses"/> of the aggregation interval before, or <see cref="NotObserved"/>.</summary>
    public int LastNrAccesses;

    /// <summary>Aggregation intervals with about the same access frequency.</summary>
    public int Age;

    /// <summary>Pages really observed in the interval; not counted by the kernel plan.</summary>
    public int Samples;

    /// <summary>Share of it that was accessed within the interval, 0 .. 1; NaN where unknown.</summary>
    public float Touched;

    /// <summary>Standard error of <see cref="Touched"/>; NaN where unknown.</summary>
    public float TouchedError;

    /// <summary>Since when its access frequency is unchanged, Unix microseconds; 0 when it has not been said yet.</summary>
    public long SinceUs;

    /// <summary>A region that has not been sampled yet.</summary>
    public Region(ulong start, ulong end)
    {
        Start = start;
        End = end;
    }

    /// <summary>Bytes covered.</summary>
    public readonly ulong Size => End - Start;

    /// <summary>The range.</summary>
    public readonly AddressRange Range => new(Start, End);
}
