using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Tunes the intervals to the access rate, where that is wanted.</summary>
internal sealed class RateTuning
{
    private int _aggregations;

    /// <summary>What was seen of the rate until now does not count.</summary>
    public void Restart() => _aggregations = 0;

    /// <summary>An aggregation interval has ended; tells the attributes from now on.</summary>
    public MonitoringAttributes Next(MonitoringAttributes attributes, List<AdaptiveTarget> targets)
    {
        if (attributes.IntervalsGoal is not { } goal || ++_aggregations < goal.Aggregations)
        {
            return attributes;
        }

        _aggregations = 0;
        return IntervalTuning.Tune(attributes, goal, IntervalTuning.Score(Rate(targets), goal.AccessBp));
    }

    // Accesses seen, as a share of those that could have been.
    private static double Rate(List<AdaptiveTarget> targets)
    {
        var (seen, possible) = (0.0, 0.0);
        foreach (var target in targets)
        {
            foreach (ref readonly var stratum in target.Strata)
            {
                if (!stratum.IsUnknown)
                {
                    possible += stratum.Size;
                    seen += stratum.Size * stratum.Rate;
                }
            }
        }

        return possible <= 0 ? 0 : seen / possible;
    }
}
