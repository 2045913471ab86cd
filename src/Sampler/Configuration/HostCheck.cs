using Damon.Model.Monitoring;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Sessions;

namespace Damon.Sampler.Configuration;

/// <summary>Tells which monitoring operations work on this host, what is missing for the others, and what they cost.</summary>
internal static class HostCheck
{
    /// <summary>Prints one line for each kind, then the costs, measured now.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>The exit code: 0 when at least one kind works.</returns>
    public static int Run(TextWriter output)
    {
        // What works with fewer rights is what a sampler can do.
        if (SamplerRights.GiveUp(null, false) is { } fault)
        {
            output.WriteLine(fault);
            return 1;
        }

        var kinds = new OperationsCatalog(SourceKinds.All("/proc", "/sys", TimeProvider.System)).Describe();
        foreach (var kind in kinds)
        {
            output.WriteLine($"{kind.Kind}: {kind.Obstacle ?? "available"}");
        }

        var costs = new CostWorkload(TimeProvider.System, () => kinds.First(kind => kind.Kind == OperationsKind.PageTable).Obstacle);
        foreach (var line in CostTable.Lines(costs.Measure()))
        {
            output.WriteLine(line);
        }

        return kinds.Any(kind => kind.Obstacle is null) ? 0 : 1;
    }
}
