using Damon.Model.Monitoring;
using Damon.Sampler.Configuration;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Damon.Sampler.Tests.Live;

/// <summary>A sampler of this host's real processes.</summary>
internal static class LiveSampler
{
    public static ProcessTable Processes() => new("/proc", new BootTime("/proc"), new UserNames("/etc/passwd"), Environment.ProcessId);

    /// <summary>Its sessions; skips the test where the host has no page-table operations.</summary>
    public static SessionManager Start(ProcessTable processes, ISessionOutput output)
    {
        var provider = SourceKinds.All("/proc", "/sys", TimeProvider.System).Single(one => one.Kind == OperationsKind.PageTable);
        var obstacle = provider.FindObstacle();
        Assert.SkipWhen(obstacle is not null, obstacle ?? "");
        return new SessionManager(
            new OperationsCatalog([provider]),
            new SessionServices(processes, output, TimeProvider.System, NullLogger<SamplerSession>.Instance),
            new HostCosts(static () => CostSummary.Careful("Not measured here.")),
            NullLogger<SessionManager>.Instance);
    }
}
