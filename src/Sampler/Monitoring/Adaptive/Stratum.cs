using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// A region as the adaptive plan knows it: a piece of memory taken to be accessed alike, and what its samples say. A
/// mutable struct, rewritten in place.
/// </summary>
internal struct Stratum
{
    /// <summary>First byte.</summary>
    public ulong Start;

    /// <summary>One past the last byte.</summary>
    public ulong End;

    /// <summary>Start of the area it lies in.</summary>
    public ulong Area;

    /// <summary>Whether it may be memory of several processes.</summary>
    public bool IsShared;

    /// <summary>Whether pages of its area were seen that other processes map, too.</summary>
    public bool HasSharers;

    /// <summary>Whether a page of its area was seen that this process alone maps; before that, nothing is known of shared memory.</summary>
    public bool IsOwn;

    /// <summary>First of its pages in the set of all.</summary>
    public int FirstPage;

    /// <summary>Its pages.</summary>
    public int Pages;

    /// <summary>Of its pages, those that were accessed when last looked at and can be made old: a sample of them costs a clear.</summary>
    public int Young;

    /// <summary>Of its pages, those that stand for the others.</summary>
    public int Eligible;

    /// <summary>Pages that are samples of the running aggregation interval.</summary>
    public int Samples;

    /// <summary>Samples that say nothing.</summary>
    public int Unseen;

    /// <summary>Samples accessed within the aggregation interval.</summary>
    public int Touched;

    /// <summary>Samples of a sampling interval.</summary>
    public int RateSamples;

    /// <summary>Samples accessed within the sampling interval.</summary>
    public int RateHits;

    /// <summary>Samples of the interval before, and how many of them were accessed.</summary>
    public (int Touched, int Samples) Last;

    /// <summary>Samples accessed within an aggregation interval, before <see cref="Last"/>; older ones fade.</summary>
    public double PastTouched;

    /// <summary>Samples of aggregation intervals, before <see cref="Last"/>; older ones fade.</summary>
    public double PastSamples;

    /// <summary>Intervals in which explorers of it were accessed, of <see cref="Explored"/>; older ones fade.</summary>
    public double ExploredHits;

    /// <summary>Intervals in which explorers of it were old at the beginning; older ones fade.</summary>
    public double Explored;

    /// <summary>Whether nothing can be said of it.</summary>
    public bool IsUnknown;

    /// <summary>Share accessed within a sampling interval when it was last sampled.</summary>
    public double Rate;

    /// <summary>Aggregation intervals, without those that rest, since it was last sampled; <see cref="NeverSampled"/> before the first time.</summary>
    public int Unsampled;

    /// <summary>Since when its access frequency is unchanged, Unix microseconds.</summary>
    public long SinceUs;

    /// <summary>Aggregation intervals with about the same access frequency.</summary>
    public int Age;

    /// <summary>Value of <see cref="Unsampled"/> when nothing was ever seen of it.</summary>
    public const int NeverSampled = int.MaxValue / 2;

    /// <summary>Bytes covered.</summary>
    public readonly ulong Size => End - Start;

    /// <summary>All samples known of that were accessed; older ones count less.</summary>
    public readonly double AllTouched => PastTouched + Last.Touched;

    /// <summary>All samples known of; older ones count less.</summary>
    public readonly double AllSamples => PastSamples + Last.Samples;

    /// <summary>Share of it that is accessed within an aggregation interval, as far as the past tells.</summary>
    public readonly double PastShare => Binomial.Cautious(AllTouched, AllSamples);

    /// <summary>The same; 0 where no sample was ever accessed.</summary>
    public readonly double ExpectedShare => AllTouched <= 0 ? 0 : PastShare;

    /// <summary>
    /// The same as its explorers have it. How many pages there are and how long they stay goes by this: were it decided by
    /// what the pages themselves say, those that happen to say little would stay longest.
    /// </summary>
    public readonly double ExploredShare => Binomial.Cautious(ExploredHits, Explored);

    /// <summary>A stratum of which nothing is known.</summary>
    public static Stratum New(ulong start, ulong end, in MonitoredArea area, long nowUs) => new()
    {
        Start = start,
        End = end,
        Area = area.Range.Start,
        IsShared = area.IsShared,
        SinceUs = nowUs,
        Unsampled = NeverSampled,
    };
}
