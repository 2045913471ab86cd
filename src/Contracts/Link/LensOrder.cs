using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>Order to follow every page of a range.</summary>
/// <param name="Target">Index of the target.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
[MessagePackObject]
public sealed record LensOrder([property: Key(0)] int Target, [property: Key(1)] ulong Start, [property: Key(2)] ulong End);
