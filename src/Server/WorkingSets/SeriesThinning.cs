using Damon.Contracts.Rest;

namespace Damon.Server.WorkingSets;

/// <summary>Makes a long series short: each point stands for equally many neighbours, give or take one.</summary>
internal static class SeriesThinning
{
    /// <summary>At most <paramref name="most"/> points, made while the series is read.</summary>
    /// <param name="series">One point a snapshot, in time order.</param>
    /// <param name="count">How many these are. What a running session adds meanwhile joins the last point.</param>
    /// <param name="most">Points wanted, at least 1.</param>
    public static IEnumerable<WorkingSetPoint> Thin(IEnumerable<WorkingSetPoint> series, long count, int most)
    {
        if (count <= most)
        {
            most = (int)Math.Max(1, count);
        }

        var merged = new PointMerge();
        var group = 0L;
        var index = 0L;
        foreach (var point in series)
        {
            var next = Math.Min(most - 1, index * most / Math.Max(1, count));
            if (next != group)
            {
                yield return merged.ToPoint();
                merged = new PointMerge();
                group = next;
            }

            merged.Add(point);
            index++;
        }

        if (index > 0)
        {
            yield return merged.ToPoint();
        }
    }
}
