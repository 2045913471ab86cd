namespace Damon.Contracts.Rest;

/// <summary>
/// Working set size over time: per snapshot the bytes touched within its aggregation interval, or by damo's definition the
/// bytes of whole regions with at least <c>minNrAccesses</c>.
/// </summary>
/// <param name="Percentiles">21 values in bytes: percentiles 0, 5, … 100 over the snapshots; empty when there is none.</param>
/// <param name="Mean">Mean in bytes.</param>
/// <param name="Series">In time order: one point a snapshot, or where fewer were asked for, one for several.</param>
public sealed record WorkingSetResource(IReadOnlyList<long> Percentiles, double Mean, IReadOnlyList<WorkingSetPoint> Series)
{
    /// <summary>Standard error of the mean, bytes; as large as that of one snapshot, because their errors go the same way. Null where none is known: by damo's definition, and for snapshots without estimates.</summary>
    public double? Error { get; init; }

    /// <summary>Standard errors of the percentiles, bytes: those of the snapshots that they are; null where none is known.</summary>
    public IReadOnlyList<long?> PercentileErrors { get; init; } = [];
}
