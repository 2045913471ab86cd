using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What falls to each of several targets, as shares that add up to 1.</summary>
internal static class TargetParts
{
    /// <summary>By size.</summary>
    public static double OfSize(AdaptiveTarget target, List<AdaptiveTarget> all)
    {
        var size = all.Sum(other => (double)other.Size);
        return size <= 0 ? 1 : target.Size / size;
    }

    /// <summary>By size, among those that have regions.</summary>
    public static double OfRegions(AdaptiveTarget target, List<AdaptiveTarget> all)
    {
        var size = all.Sum(other => other.HasRegions ? (double)other.Size : 0);
        return size <= 0 ? 1 : target.Size / size;
    }

    /// <summary>Most regions that a target may have.</summary>
    public static int MostRegions(AdaptiveTarget target, List<AdaptiveTarget> all, MonitoringAttributes attributes)
        => Math.Max(attributes.MinRegions, (int)(attributes.MaxRegions * OfRegions(target, all)));

    /// <summary>Of the clears: half by what one sample of every region would take, half by where more would tell most.</summary>
    public static double OfClears(AdaptiveTarget target, List<AdaptiveTarget> all)
    {
        if (all.Count == 1)
        {
            return 1;
        }

        var least = all.Sum(other => SampleChoice.Least(other.Strata));
        var weight = all.Sum(other => SampleChoice.Weight(other.Strata));
        return (0.5 * SampleChoice.Least(target.Strata) / Math.Max(least, 1e-9)) + (0.5 * SampleChoice.Weight(target.Strata) / Math.Max(weight, 1e-9));
    }
}
