using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.History;

namespace Damon.Server.Idle;

/// <summary>Memory accessed within each window, over time, as one session's history tells it.</summary>
internal sealed class NeededSeries(IHistoryReader history, long session)
{
    /// <summary>Some targets taken together, in time order.</summary>
    /// <param name="query">What is asked for; of too many looks those that <see cref="EvenChoice"/> chooses.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IEnumerable<NeededPoint> Of(LooksQuery query, CancellationToken cancellation)
    {
        foreach (var (us, told) in new LooksOverTime(history, session).Of(query, cancellation))
        {
            yield return Point(us, told, query.IsTogether);
        }
    }

    // A child is watched from its birth, nearly: what it has not accessed since then, it has not accessed within any longer
    // time either. So the longest time is for how long the targets together have been watched.
    private static NeededPoint Point(long us, IReadOnlyList<IdleMessage> told, bool together)
    {
        var figures = NeededFigures.Of(told.SelectMany(one => one.ToPanel(together)), told.Max(one => one.WatchedUs));
        return new NeededPoint(us, IdleResources.Whole(figures.ResidentBytes), Whole(figures.Bytes), Whole(figures.Errors));
    }

    /// <summary>Bytes to be shown, where they are known.</summary>
    public static long?[] Whole(IReadOnlyList<double?> bytes) => [.. bytes.Select(some => some is { } known ? IdleResources.Whole(known) : (long?)null)];
}
