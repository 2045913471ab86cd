using Damon.Contracts.Rest;

namespace Damon.Server.WorkingSets;

/// <summary>Sums working set sizes up.</summary>
internal static class WorkingSetFigures
{
    private const int Step = 5;

    /// <summary>Percentiles 0, 5 … 100 by the nearest rank below, as damo takes them, and the mean.</summary>
    /// <param name="sizes">Of every snapshot, bytes; it is sorted here.</param>
    /// <param name="series">What to show of them over time.</param>
    public static WorkingSetResource Of(List<long> sizes, IReadOnlyList<WorkingSetPoint> series)
    {
        if (sizes.Count == 0)
        {
            return new WorkingSetResource([], 0, []);
        }

        var mean = sizes.Average(size => (double)size);
        sizes.Sort();
        var percentiles = Enumerable.Range(0, (100 / Step) + 1)
            .Select(step => sizes[Math.Min(sizes.Count - 1, (int)((long)sizes.Count * step * Step / 100))]);
        return new WorkingSetResource([.. percentiles], mean, series);
    }
}
