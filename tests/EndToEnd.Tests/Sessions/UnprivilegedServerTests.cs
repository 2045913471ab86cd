using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Sessions;

[Collection(Lanes.Beside)]
public sealed class UnprivilegedServerTests
{
    private const string Nobody = "65534";

    [Fact]
    public async Task Server_AsAnotherUser_WorksWithASamplerOfRootThatBecomesThatUser()
    {
        await using var stack = await DamonStack.StartAsync(Nobody, null, $"--Damon:Sampler:User={Nobody}:{Nobody}");
        using var workload = Workload.Run("hot", "16", "4", "4");

        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 3);
        await stack.Api.StopAsync(session.Id);

        Assert.Equal(Nobody, (await Shell.RunAsync("stat", "-c", "%u", $"/proc/{stack.Server!.Pid}")).Trim());
        Assert.Equal(Nobody, (await Shell.RunAsync("stat", "-c", "%u", $"/proc/{stack.Sampler!.Pid}")).Trim());

        // As root without the power to pass over file modes, it says what to do.
        await using var root = new RunningProgram("dotnet", [PublishedPrograms.Sampler, $"--Damon:Link:Socket={stack.Socket}"]);
        await root.WaitForLineAsync("Give the server's user and group as Damon:Sampler:User=UID:GID");
    }
}
