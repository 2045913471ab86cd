namespace Damon.Contracts.Rest;

/// <summary>Working set size over time: per snapshot, the bytes in regions with at least <c>minNrAccesses</c>.</summary>
/// <param name="Percentiles">21 values in bytes: percentiles 0, 5, … 100 over the snapshots; empty when there is none.</param>
/// <param name="Mean">Mean in bytes.</param>
/// <param name="Series">In time order: one point a snapshot, or where fewer were asked for, one for several.</param>
public sealed record WorkingSetResource(IReadOnlyList<long> Percentiles, double Mean, IReadOnlyList<WorkingSetPoint> Series);
