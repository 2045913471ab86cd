using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Panels;

namespace Damon.Benchmarks.Needed;

/// <summary>What was told of needed memory: all targets of one moment taken together.</summary>
internal sealed class NeededReads
{
    private readonly Lock _gate = new();
    private readonly List<List<IdleView>> _moments = [];

    /// <summary>How many moments there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _moments.Count;
            }
        }
    }

    /// <summary>Takes a target's view. From any thread.</summary>
    public void Take(IdleView view)
    {
        lock (_gate)
        {
            if (_moments is [.., var last] && last[0].AtUs == view.AtUs)
            {
                last.Add(view);
            }
            else
            {
                _moments.Add([view]);
            }
        }
    }

    /// <summary>The figures of the last moments, oldest first; the very last one may be under way and is left out.</summary>
    public List<(NeededFigures Needed, double UnknownBytes, double ResolutionS)> Last(int count)
    {
        lock (_gate)
        {
            return [.. _moments.SkipLast(1).TakeLast(count).Select(static views =>
            {
                var pieces = views.SelectMany(static view => view.Together ?? view.Pieces).ToList();
                return (NeededFigures.Of(pieces, views.Max(static view => view.WatchedUs)), IdleFigures.Of(pieces).UnknownBytes, views.Max(static view => view.ResolutionUs) / 1e6);
            })];
        }
    }
}
