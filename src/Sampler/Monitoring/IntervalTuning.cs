using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring;

/// <summary>Tunes the intervals until the wanted share of accesses is seen (the kernel's <c>intervals_goal</c>, Linux 6.15).</summary>
internal static class IntervalTuning
{
    private const ulong Goal = 10_000;
    private const ulong NeutralInput = 100_000_000;

    /// <summary>What was seen of the wanted accesses, in 1/10,000: 10,000 hits the goal. Unobserved regions do not count.</summary>
    public static ulong Score(List<Target> targets, int maxNrAccesses, int accessBp)
    {
        UInt128 possible = 0, seen = 0;
        foreach (var target in targets)
        {
            foreach (ref readonly var region in target.Regions.Span)
            {
                if (!AccessCount.IsUnobserved(region.NrUnknown, maxNrAccesses))
                {
                    possible += (UInt128)region.Size * (ulong)maxNrAccesses;
                    seen += (UInt128)region.Size * (ulong)region.NrAccesses;
                }
            }
        }

        var wanted = possible * (ulong)accessBp / Goal;
        var score = seen * Goal / (wanted == 0 ? 1 : wanted);
        return score > ulong.MaxValue ? ulong.MaxValue : (ulong)score;
    }

    /// <summary>What was seen of the wanted accesses, in 1/10,000.</summary>
    /// <param name="seenShare">Accesses seen as a share of those possible, 0 .. 1.</param>
    /// <param name="accessBp">Wanted share, in 1/10,000.</param>
    public static ulong Score(double seenShare, int accessBp) => (ulong)(Math.Max(0, seenShare) * Goal * Goal / accessBp);

    /// <summary>The feedback loop's next input: larger when the score is short of the goal, smaller when it is beyond.</summary>
    public static ulong Feed(ulong lastInput, ulong score)
    {
        if (score == Goal)
        {
            return lastInput;
        }

        if (score >= Goal * 2)
        {
            return Goal;
        }

        var difference = score > Goal ? score - Goal : Goal - score;
        var compensation = lastInput < ulong.MaxValue / difference ? lastInput * difference / Goal : lastInput / Goal * difference;
        return score > Goal ? Math.Max(lastInput - compensation, Goal) : lastInput + compensation;
    }

    /// <summary>Factor for the intervals in 1/10,000: 5,000 to 20,000, 10,000 leaves them.</summary>
    public static ulong Adaptation(ulong score)
    {
        var adaptation = Feed(NeutralInput, score) / Goal;
        return adaptation <= Goal ? 5_000 + (adaptation / 2) : adaptation;
    }

    /// <summary>The attributes with intervals tuned by <paramref name="score"/>; the same samples an aggregation.</summary>
    public static MonitoringAttributes Tune(MonitoringAttributes attributes, IntervalsGoal goal, ulong score)
    {
        var tuned = (UInt128)attributes.SamplingIntervalUs * Adaptation(score) / Goal;
        var sampling = (long)UInt128.Clamp(tuned, (UInt128)goal.MinSamplingUs, (UInt128)goal.MaxSamplingUs);
        return sampling == attributes.SamplingIntervalUs
            ? attributes
            : attributes with { SamplingIntervalUs = sampling, AggregationIntervalUs = sampling * attributes.MaxNrAccesses };
    }
}
