using Damon.Model.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>One kind of operations on this host.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Obstacle">Why no session can use it, and what to do about it; null when one can.</param>
internal sealed record OperationsFacts(OperationsKind Kind, string? Obstacle);
