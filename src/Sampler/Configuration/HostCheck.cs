using Damon.Sampler.Sessions;

namespace Damon.Sampler.Configuration;

/// <summary>Tells which monitoring operations work on this host, and what is missing for the others.</summary>
internal static class HostCheck
{
    /// <summary>Prints one line for each kind.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>The exit code: 0 when at least one kind works.</returns>
    public static int Run(TextWriter output)
    {
        var kinds = new OperationsCatalog(SourceKinds.All("/proc", "/sys", TimeProvider.System)).Describe();
        foreach (var kind in kinds)
        {
            output.WriteLine($"{kind.Kind}: {kind.Obstacle ?? "available"}");
        }

        return kinds.Any(kind => kind.Obstacle is null) ? 0 : 1;
    }
}
