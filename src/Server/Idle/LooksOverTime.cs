using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Idle;

/// <summary>The looks at a session's memory, over time, as its history tells them.</summary>
internal sealed class LooksOverTime(IHistoryReader history, long session)
{
    /// <summary>What some targets tell at each moment at which any of them tells something, in time order.</summary>
    /// <param name="query">What is asked for; of too many looks those that <see cref="EvenChoice"/> chooses.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IEnumerable<(long Us, IReadOnlyList<IdleMessage> Told)> Of(LooksQuery query, CancellationToken cancellation)
    {
        var moments = query.Targets is [var only]
            ? history.IdleStream(session, only, query.Time, query.Most).Select(stored => (stored.AtUs, Told: (IReadOnlyList<IdleMessage>)[stored.ToMessage()]))
            : Joined(query);
        foreach (var moment in moments)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return moment;
        }
    }

    private IEnumerable<(long Us, IReadOnlyList<IdleMessage> Told)> Joined(LooksQuery query)
    {
        long[] times = [.. query.Targets.SelectMany(target => history.IdleTimes(session, target, query.Time)).Distinct().Order()];
        if (times.Length == 0)
        {
            yield break;
        }

        var overTime = query.Targets.Select(target => new IdleOverTime(history, session, target, times[0])).ToArray();
        try
        {
            foreach (var us in EvenChoice.Of(times, query.Most))
            {
                yield return (us, IdleTogether.Newest(overTime.Select(one => one.At(us)).OfType<IdleMessage>()));
            }
        }
        finally
        {
            foreach (var one in overTime)
            {
                one.Dispose();
            }
        }
    }
}
