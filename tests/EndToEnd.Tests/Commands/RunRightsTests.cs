using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

/// <summary>What server and sampler may do under <c>./run</c>, as the kernel tells.</summary>
[Collection(Lanes.Beside)]
public sealed class RunRightsTests
{
    private static readonly string[] Sets = ["Eff", "Prm", "Bnd", "Inh", "Amb"];

    [Theory]
    [InlineData(null, "61900", "61902")]
    [InlineData("65534", "65534", "65534")]
    public async Task Run_AsRoot_EveryThreadHasWhatItNeedsAndNoMore(string? behindSudo, string serverUser, string samplerUser)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: ./run would ask for sudo's password.");
        Dictionary<string, string> variables = behindSudo is null ? [] : new() { ["SUDO_UID"] = behindSudo, ["SUDO_GID"] = behindSudo };
        await using var run = new RunCommand(variables, []);
        await run.Program.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));

        var server = ThreadRights.Of(run.PidOf("Damon.Server.dll"));
        var sampler = ThreadRights.Of(run.PidOf("Damon.Sampler.dll"));

        Assert.Equal([serverUser], server.Users);
        Assert.Equal([samplerUser], sampler.Users);
        Assert.All(Sets, set => Assert.Equal(0UL, server.Capabilities(set)));
        Assert.All(Sets, set => Assert.Equal(ThreadRights.Four, sampler.Capabilities(set)));
        Assert.Equal(("1", "2"), (server.NoNewPrivileges, server.Seccomp));
        Assert.Equal(("1", "2"), (sampler.NoNewPrivileges, sampler.Seccomp));
        Assert.NotEqual(ThreadRights.Of(Environment.ProcessId).Network, sampler.Network);
        Assert.Equal(ThreadRights.Of(Environment.ProcessId).Network, server.Network);

        // And it still does its work, on a process of somebody else.
        using var workload = Workload.Run("hot", "16", "4", "4");
        var session = await run.Api.StartAsync(workload.Pid);
        await run.Api.WaitForSnapshotsAsync(session.Id, 5);
        await run.Api.StopAsync(session.Id);
        Assert.Contains(await run.Api.SnapshotsAsync(session.Id), snapshot => snapshot.Regions.Any(region => region.NrAccesses > 0));
    }
}
