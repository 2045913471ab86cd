using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>A lens: a range of one target that is followed page by page.</summary>
/// <param name="Target">Index of the target.</param>
/// <param name="Start">First byte, page aligned.</param>
/// <param name="End">One past the last byte, page aligned.</param>
/// <param name="SinceUs">Since when, Unix microseconds.</param>
/// <param name="SweepUs">Time between two clears of a page that is in use, microseconds.</param>
[MessagePackObject]
public sealed record LensStatus(
    [property: Key(0)] int Target,
    [property: Key(1)] ulong Start,
    [property: Key(2)] ulong End,
    [property: Key(3)] long SinceUs,
    [property: Key(4)] long SweepUs);
