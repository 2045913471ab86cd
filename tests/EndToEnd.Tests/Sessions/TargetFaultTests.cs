using System.Globalization;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Sessions;

/// <summary>What real processes do while they are chosen and monitored: fork, stop, give their number away, carry secrets.</summary>
[Collection(Lanes.Beside)]
public sealed class TargetFaultTests
{
    private const string Secret = "hunter2-of-the-tests";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Target_ForksWhileItIsMonitored_ChildIsTakenOnlyWhenFollowed(bool follow)
    {
        await using var stack = await DamonStack.StartAsync();
        var shell = new RunningProgram("bash", ["-c", "read line; sleep 1000 & echo child $!; read line"]);
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Targets = [new TargetRequest(shell.Pid)], FollowChildren = follow });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        await shell.WriteLineAsync("go");
        var child = int.Parse((await shell.WaitForLineAsync("child")).Split(' ')[^1], CultureInfo.InvariantCulture);

        if (follow)
        {
            await Wait.UntilAsync("the child is a target", async () => (await stack.Api.SessionAsync(session.Id)).Targets.Any(target => target.Pid == child));
        }
        else
        {
            await stack.Api.WaitForMoreSnapshotsAsync(session.Id, 20);
        }

        var now = await stack.Api.SessionAsync(session.Id);
        Assert.Equal((SessionState.Running, follow ? 2 : 1), (now.State, now.Targets.Count));
        Processes.Signal(child, Libc.SigKill);
        await shell.DisposeAsync();
        Assert.Equal(0, (await stack.Api.WaitForEndAsync(session.Id)).LostSnapshots);
    }

    [Fact]
    public async Task Target_IsStoppedAndGoesOn_ItsMemoryIsNotInUseMeanwhile_AndTheSessionRuns()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await IsInUseAsync(true);

        Processes.Signal(workload.Pid, Libc.SigStop);
        await IsInUseAsync(false);
        Processes.Signal(workload.Pid, Libc.SigContinue);
        await IsInUseAsync(true);

        var ended = await stack.Api.StopAsync(session.Id);
        Assert.Equal((SessionState.Stopped, 0), (ended.State, ended.LostSnapshots));
        SnapshotAssert.AreWhole(await stack.Api.SnapshotsAsync(session.Id));

        Task IsInUseAsync(bool wanted) => Wait.UntilAsync($"what is accessed is told as {(wanted ? "in use" : "idle")}", async () =>
            (await stack.Api.SnapshotsAsync(session.Id)) is [.., var newest] && TouchedBytes(newest) is var bytes && (wanted ? bytes > 8 << 20 : bytes < 1 << 20));

        double TouchedBytes(Snapshot snapshot) => snapshot.Regions.Select((region, i) => (snapshot.Touched?[i] ?? 0) * Inside(region)).Sum();

        double Inside(RegionSample region) => Math.Max(0, (double)Math.Min(region.End, workload.HotEnd) - Math.Max(region.Start, workload.HotStart));
    }

    [Fact]
    public async Task Pid_UsedAgainBeforeTheStart_IsRefusedAsAnotherProcess()
    {
        await using var stack = await DamonStack.StartAsync();
        var first = new RunningProgram("sleep", ["1000"]);
        var chosen = Assert.Single(await stack.Api.ProcessesAsync(first.Pid.ToString(CultureInfo.InvariantCulture)), process => process.Pid == first.Pid);
        await first.DisposeAsync();
        await using var second = await PidReuse.StartAsync(chosen.Pid, "sleep", "2000");

        using var answer = await stack.Api.PostSessionAsync(new CreateSessionRequest { Targets = [new TargetRequest(chosen.Pid, chosen.StartTime)] });

        Assert.Equal(404, (int)answer.StatusCode);
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("another one with the same number", told, StringComparison.Ordinal);
        Assert.Empty(await stack.Api.SessionsAsync());
    }

    [Fact]
    public async Task Pid_UsedAgainWhileItIsMonitored_TheSessionEndsWithItsOwnProcess()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var pid = workload.Pid;
        var session = await stack.Api.StartAsync(pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        workload.Kill();
        await using var other = await PidReuse.StartAsync(pid, "sleep", "1000");

        var ended = await stack.Api.WaitForEndAsync(session.Id);
        var target = Assert.Single(ended.Targets);
        Assert.Equal((SessionState.Stopped, session.Targets[0].StartTime, session.Targets[0].CommandLine), (ended.State, target.StartTime, target.CommandLine));
        Assert.Contains("exited", ended.EndedBecause, StringComparison.Ordinal);
        Assert.Empty(target.EarlierPrograms);
        Assert.True(Processes.IsAlive(pid));
    }

    [Fact]
    public async Task CommandLine_WithASecret_IsNeitherToldNorFound()
    {
        await using var stack = await DamonStack.StartAsync();
        await using var program = new RunningProgram("bash", ["-c", "read line; true", $"--password={Secret}", $"redis://user:{Secret}@127.0.0.1/"]);

        var told = Assert.Single(await stack.Api.ProcessesAsync(program.Pid.ToString(CultureInfo.InvariantCulture)), process => process.Pid == program.Pid);
        var session = await stack.Api.StartAsync(program.Pid);

        Assert.Contains("--password=***", told.CommandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told.CommandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Assert.Single(session.Targets).CommandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(await stack.Api.ProcessesAsync(Secret), process => process.Pid == program.Pid);
    }
}
