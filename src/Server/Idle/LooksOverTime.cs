using Damon.Contracts.Monitoring;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Idle;

/// <summary>The looks at a session's memory, over time, as its history tells them.</summary>
internal sealed class LooksOverTime(IHistoryReader history, long session)
{
    /// <summary>What some targets tell at each moment at which any of them tells something, in time order.</summary>
    /// <param name="targets">Their indices.</param>
    /// <param name="time">The time.</param>
    /// <param name="most">At most so many moments, chosen by <see cref="EvenChoice"/>; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IEnumerable<(long Us, IReadOnlyList<IdleMessage> Told)> Of(IReadOnlyList<int> targets, TimeRange time, int? most, CancellationToken cancellation)
    {
        var moments = targets is [var only]
            ? history.IdleStream(session, only, time, most).Select(stored => (stored.AtUs, Told: (IReadOnlyList<IdleMessage>)[stored.ToMessage()]))
            : Joined(targets, time, most);
        foreach (var moment in moments)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return moment;
        }
    }

    private IEnumerable<(long Us, IReadOnlyList<IdleMessage> Told)> Joined(IReadOnlyList<int> targets, TimeRange time, int? most)
    {
        long[] times = [.. targets.SelectMany(target => history.IdleTimes(session, target, time)).Distinct().Order()];
        if (times.Length == 0)
        {
            yield break;
        }

        var overTime = targets.Select(target => new IdleOverTime(history, session, target, times[0])).ToArray();
        try
        {
            foreach (var us in EvenChoice.Of(times, most))
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
