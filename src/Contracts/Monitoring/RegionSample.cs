using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>One region of a snapshot, as the kernel's <c>damon_region</c> is reported.</summary>
/// <param name="Start">First byte, page aligned.</param>
/// <param name="End">One past the last byte, page aligned.</param>
/// <param name="NrAccesses">Samples of the aggregation interval that found the page accessed, 0 .. the snapshot's MaxNrAccesses.</param>
/// <param name="Age">Aggregation intervals for which the access frequency has stayed about the same.</param>
[MessagePackObject]
public readonly record struct RegionSample(
    [property: Key(0)] ulong Start,
    [property: Key(1)] ulong End,
    [property: Key(2)] int NrAccesses,
    [property: Key(3)] int Age)
{
    /// <summary>Bytes covered.</summary>
    [IgnoreMember]
    public ulong Size => End - Start;
}
