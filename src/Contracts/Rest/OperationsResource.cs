using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Rest;

/// <summary>One kind of monitoring operations on one sampler's host.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Available">Whether a session can use it.</param>
/// <param name="Reason">Why not, and what to do about it; null when available.</param>
[MessagePackObject]
public sealed record OperationsResource(
    [property: Key(0)] OperationsKind Kind,
    [property: Key(1)] bool Available,
    [property: Key(2)] string? Reason);
