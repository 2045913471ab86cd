using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Sessions;

/// <summary>A clock that is set back, and a sampler that gets no CPU time.</summary>
[Collection(Lanes.Beside)]
public sealed class TimeFaultTests
{
    private static readonly string? Fakes = Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    [Fact]
    public async Task Clock_SetBackByAnHour_TimesOfASessionGoOnForward_AndNothingIsLost()
    {
        Assert.SkipWhen(Fakes is null, "Debian's package libfaketime, which sets clocks of single processes, is not here.");
        using var folder = new TemporaryFolder();
        var clock = Path.Combine(folder.Folder("clock"), "offset");
        await File.WriteAllTextAsync(clock, "+0", TestContext.Current.CancellationToken);
        await using var stack = await DamonStack.StartAsync(variables: new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Fakes,
            ["FAKETIME_TIMESTAMP_FILE"] = clock,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        });
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 10);

        await File.WriteAllTextAsync(clock, "-3600", TestContext.Current.CancellationToken);
        await stack.Api.WaitForMoreSnapshotsAsync(session.Id, 20);
        var ended = await stack.Api.StopAsync(session.Id);
        using var other = Workload.Run("hot", "64", "16", "16");
        var later = await stack.Api.StartAsync(other.Pid);

        // The clock was set back: to the server an hour has come again.
        Assert.True(later.StartedAt < DateTimeOffset.UtcNow.AddMinutes(-50), $"It was started at {later.StartedAt}.");
        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        Assert.Equal((SessionState.Stopped, 0, snapshots.Count), (ended.State, ended.LostSnapshots, (int)ended.SnapshotCount));
        SnapshotAssert.AreWhole(snapshots);
        Assert.All(snapshots.Zip(snapshots.Skip(1)), pair => Assert.InRange(pair.Second.EndUs - pair.First.EndUs, 1, 60_000_000));
    }

    [Fact]
    public async Task Sampler_GetsNoCpuForTwoSeconds_SkipsTicksCountsThemAndLosesNothing()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 10);

        stack.Sampler!.Signal(Libc.SigStop);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        stack.Sampler.Signal(Libc.SigContinue);
        await stack.Api.WaitForMoreSnapshotsAsync(session.Id, 20);

        var ended = await stack.Api.StopAsync(session.Id);
        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        Assert.Equal((SessionState.Stopped, 0), (ended.State, ended.LostSnapshots));
        SnapshotAssert.AreWhole(snapshots);

        // Two seconds of the usual 5 ms, less what a busy machine makes of it.
        Assert.True(snapshots.Sum(s => (long)s.MissedTicks) >= 100, $"{snapshots.Sum(s => (long)s.MissedTicks)} missed ticks were told.");
        Assert.Contains(snapshots.Zip(snapshots.Skip(1)), pair => pair.Second.EndUs - pair.First.EndUs > 1_500_000);
    }
}
