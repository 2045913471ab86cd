using Damon.Client.Lines;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Views;

/// <summary>The numbers beside the picture, all of one moment.</summary>
public sealed record SessionFigures
{
    /// <summary>The moment, Unix microseconds.</summary>
    public double AtUs { get; init; }

    /// <summary>Bytes touched within an aggregation interval; where that is not estimated, those in regions with any access.</summary>
    public long? WorkingSetBytes { get; init; }

    /// <summary>Standard error of that, bytes; null where it is not estimated.</summary>
    public long? WorkingSetError { get; init; }

    /// <summary>Resident memory, bytes.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>Number of regions.</summary>
    public int? Regions { get; init; }

    /// <summary>Share of one CPU that the sampler spends on the session, percent.</summary>
    public double? SamplerCpuPercent { get; init; }

    /// <summary>Sampling interval in force, microseconds.</summary>
    public long? SamplingIntervalUs { get; init; }

    /// <summary>Aggregation interval as it came out, microseconds.</summary>
    public long? AggregationIntervalUs { get; init; }

    /// <summary>Sampling ticks that came too late and were skipped.</summary>
    public long MissedTicks { get; init; }

    /// <summary>CPU share between two snapshots; null when time or cost did not advance.</summary>
    public static double? CpuPercent(Snapshot earlier, Snapshot later)
        => later.EndUs > earlier.EndUs && later.SamplerCpuUs >= earlier.SamplerCpuUs && later.SamplerCpuUs > 0
            ? 100.0 * (later.SamplerCpuUs - earlier.SamplerCpuUs) / (later.EndUs - earlier.EndUs)
            : null;

    /// <summary>Figures of the newest of some snapshots in time order; the cost is taken over all of them.</summary>
    public static SessionFigures Of(IReadOnlyList<Snapshot> snapshots)
    {
        if (snapshots.Count == 0)
        {
            return new SessionFigures();
        }

        var newest = snapshots[^1];
        return Of(LineSeries.Of(newest), CpuPercent(snapshots[0], newest)) with { MissedTicks = snapshots.Sum(s => (long)s.MissedTicks) };
    }

    /// <summary>Figures of one moment of a recording.</summary>
    /// <param name="point">The moment.</param>
    /// <param name="cpuPercent">What the sampler spent around it, percent of one CPU; null when not known.</param>
    public static SessionFigures Of(LinePoint point, double? cpuPercent) => new()
    {
        AtUs = point.Us,
        WorkingSetBytes = point.WorkingSet,
        WorkingSetError = point.Error,
        ResidentBytes = point.Resident,
        Regions = point.Regions,
        SamplerCpuPercent = cpuPercent,
        SamplingIntervalUs = point.SamplingUs > 0 ? point.SamplingUs : null,
        AggregationIntervalUs = point.AggregationUs > 0 ? point.AggregationUs : null,
    };

    /// <summary>Figures of a moment of a recording: from the lines, which are there at once, and exactly from the snapshot when it is.</summary>
    /// <param name="us">The moment, Unix microseconds.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="snapshot">The snapshot thought to hold the moment; null when it is not known.</param>
    /// <returns>These figures where nothing is known of the moment.</returns>
    public SessionFigures At(double us, LineSeries lines, Snapshot? snapshot)
    {
        var figures = lines.At(us) is { } point ? Of(point, lines.CpuPercentAt(us)) : this;
        return snapshot is { } one && one.StartUs <= us && one.EndUs >= us
            ? Of(LineSeries.Of(one), figures.SamplerCpuPercent) with { MissedTicks = one.MissedTicks }
            : figures;
    }
}
