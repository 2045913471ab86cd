using System.Diagnostics;
using Damon.Contracts.Monitoring;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Sessions;

/// <summary>What becomes of a session when its target, the server or the sampler dies.</summary>
[Collection(Lanes.Beside)]
public sealed class LifeTests
{
    private static readonly TimeSpan Aggregation = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task TargetKilled_WhileMonitored_SessionEndsWithinTwoAggregationsAndSaysWhy()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        var killedUs = Unix(DateTimeOffset.UtcNow);
        workload.Kill();
        var ended = await stack.Api.WaitForEndAsync(session.Id);

        Assert.Equal(SessionState.Stopped, ended.State);
        Assert.Contains("exited", ended.EndedBecause, StringComparison.Ordinal);
        var late = (Unix(ended.EndedAt!.Value) - killedUs) / (double)Aggregation.TotalMicroseconds;
        Assert.True(late <= 2, $"The session ended {late:F1} aggregations after its target.");
        await AssertCompleteAsync(stack, ended.Id, untilUs: killedUs);
    }

    [Fact]
    public async Task ServerAndSamplerKilled_ServerStartedAgain_HistoryReplaysAndSessionIsInterrupted()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        using var other = Workload.Run("hot", "64", "16", "16");
        var stopped = await stack.Api.StartAsync(other.Pid);
        await stack.Api.WaitForSnapshotsAsync(stopped.Id, 10);
        await stack.Api.StopAsync(stopped.Id);
        var before = await stack.Api.SnapshotsAsync(stopped.Id);
        var running = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(running.Id, 10);

        await stack.KillServerAsync();
        await stack.KillSamplerAsync();
        await stack.StartServerAsync();

        Assert.Equal(SessionState.Stopped, (await stack.Api.SessionAsync(stopped.Id)).State);
        AssertSame(before, await stack.Api.SnapshotsAsync(stopped.Id));
        var interrupted = await stack.Api.WaitForEndAsync(running.Id);
        Assert.Equal(SessionState.Interrupted, interrupted.State);
        Assert.False(string.IsNullOrEmpty(interrupted.EndedBecause));
        Assert.True((await stack.Api.SnapshotsAsync(running.Id)).Count >= 10);
    }

    [Fact]
    public async Task ServerKilled_SamplerLives_SessionGoesOnWithoutAHole()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        await stack.KillServerAsync();
        var killedUs = Unix(DateTimeOffset.UtcNow);
        await stack.StartServerAsync();
        await stack.WaitForSamplerAsync();
        await Wait.UntilAsync("snapshots from after the restart are stored", async () =>
            (await stack.Api.SessionAsync(session.Id)).LastUs > killedUs + 20 * (long)Aggregation.TotalMicroseconds);
        var ended = await stack.Api.StopAsync(session.Id);

        Assert.Equal(SessionState.Stopped, ended.State);
        Assert.Equal(0, ended.LostSnapshots);
        await AssertCompleteAsync(stack, session.Id, untilUs: killedUs);
    }

    [Fact]
    public async Task ServerAway_LongerThanTheBufferLasts_LossesAreCountedAndTheHoleIsJustThat()
    {
        await using var stack = await DamonStack.StartAsync(samplerOptions: "--Damon:Link:BufferedSnapshots=5");
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        await stack.KillServerAsync();
        var away = Stopwatch.GetTimestamp();
        await Wait.UntilAsync("many more snapshots were taken than fit the buffer", () => Stopwatch.GetElapsedTime(away) > 20 * Aggregation);
        await stack.StartServerAsync();
        await stack.WaitForSamplerAsync();
        var stored = (await stack.Api.SessionAsync(session.Id)).SnapshotCount;
        await stack.Api.WaitForSnapshotsAsync(session.Id, stored + 10);
        var ended = await stack.Api.StopAsync(session.Id);

        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        Assert.True(ended.LostSnapshots > 0);
        Assert.Equal(ended.LostSnapshots, snapshots[^1].Seq + 1 - snapshots.Count);
    }

    [Fact]
    public async Task SamplerKilled_WhileMonitoring_SessionIsInterruptedAndHistoryStays()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        await stack.KillSamplerAsync();
        var ended = await stack.Api.WaitForEndAsync(session.Id);

        Assert.Equal(SessionState.Interrupted, ended.State);
        Assert.True((await stack.Api.SnapshotsAsync(session.Id)).Count >= 5);
    }

    private static async Task AssertCompleteAsync(DamonStack stack, string id, long untilUs)
    {
        var snapshots = await stack.Api.SnapshotsAsync(id);
        SnapshotAssert.AreWhole(snapshots);
        Assert.True(snapshots[^1].EndUs >= untilUs - 2 * (long)Aggregation.TotalMicroseconds, "The history ends too early.");
        Assert.All(snapshots, snapshot => Assert.NotEmpty(snapshot.Regions));
    }

    private static void AssertSame(IReadOnlyList<Snapshot> before, IReadOnlyList<Snapshot> after)
    {
        Assert.Equal(before.Select(s => (s.Seq, s.StartUs, s.EndUs)), after.Select(s => (s.Seq, s.StartUs, s.EndUs)));
        Assert.Equal(before.SelectMany(s => s.Regions), after.SelectMany(s => s.Regions));
    }

    private static long Unix(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
