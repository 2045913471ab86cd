using Damon.Contracts.Rest;

namespace Damon.Server.WorkingSets;

/// <summary>Sums a series of working set sizes up.</summary>
internal static class WorkingSetFigures
{
    private const int Step = 5;

    /// <summary>Percentiles 0, 5 … 100 by the nearest rank below, as damo takes them, and the mean.</summary>
    public static WorkingSetResource Of(IReadOnlyList<WorkingSetPoint> series)
    {
        if (series.Count == 0)
        {
            return new WorkingSetResource([], 0, []);
        }

        var sorted = series.Select(point => point.Bytes).Order().ToArray();
        var percentiles = Enumerable.Range(0, (100 / Step) + 1)
            .Select(step => sorted[Math.Min(sorted.Length - 1, (int)((long)sorted.Length * step * Step / 100))]);
        return new WorkingSetResource([.. percentiles], series.Average(point => (double)point.Bytes), series);
    }
}
