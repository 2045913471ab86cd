using System.Globalization;
using Damon.Contracts.Monitoring;

namespace Damon.Sampler.Configuration;

/// <summary>A host's costs as people read them.</summary>
internal static class CostTable
{
    /// <summary>One line for each figure, with its unit; or why they are careful defaults.</summary>
    /// <param name="cost">The costs.</param>
    public static IEnumerable<string> Lines(SamplerCost cost)
    {
        yield return "";
        yield return cost.MeasuredAt is null ? "What single steps cost, by careful defaults:" : "What single steps cost on this host:";
        foreach (var (name, us) in Figures(cost))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {name,-56} {us,9:0.00} us");
        }

        if (cost.Remark is { } remark)
        {
            yield return remark;
        }
    }

    private static IEnumerable<(string Name, double Us)> Figures(SamplerCost cost)
    {
        foreach (var run in cost.Runs)
        {
            yield return (run.Pages == 1 ? "sampler, to make one page old" : $"sampler, each of {run.Pages} neighbours made old together", run.UsPerPage);
        }

        yield return ("busy target, while one page is made old (flush)", cost.FlushUs);
        yield return ("target, first access to a page made old", cost.ReaccessUs);
        yield return ("sampler, one wake-up", cost.WakeUs);
        yield return ("sampler, each present page of a process made old at once", cost.SweepUsPerPage);
    }
}
