using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Contracts.Watching;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.History;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task FullDatabase_DegradesHealthCountsLossesKeepsWatchersLive_AndRecoversWhenRoomIsMade()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:History:MaxMegabytes=1");
        await using var sampler = await server.ConnectSamplerAsync();
        var old = await server.StartSessionAsync(1);
        await sampler.PushAsync(old.Id, Big(0, 400));
        using var stop = await server.PostAsync($"sessions/{old.Id}/stop");
        var session = await server.StartSessionAsync(2);
        await using var monitor = server.Monitor();
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        var seen = SeenAsync(monitor, session.Id, snapshot: 1_200);

        // The first fill the file; then there are more than the batch and the queue can hold.
        for (var seq = 0; seq <= 1_200; seq++)
        {
            await sampler.PushAsync(session.Id, Big(seq, seq < 200 ? 2_000 : 1));
        }

        var health = await server.GetAsync<HealthResource>("health");
        var full = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        await seen;
        using var deletion = await server.Api.DeleteAsync($"sessions/{old.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(("degraded", "degraded"), (health.Status, health.Database.Status));
        Assert.Contains("full", health.Database.Detail, StringComparison.Ordinal);
        Assert.True(full.LostSnapshots > 0);
        Assert.Equal(204, (int)deletion.StatusCode);
    }

    [Fact]
    public async Task FullDatabase_RoomIsMade_WritesWhatWaited()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:History:MaxMegabytes=1");
        await using var sampler = await server.ConnectSamplerAsync();
        var old = await server.StartSessionAsync(1);
        var session = await server.StartSessionAsync(2);
        for (var seq = 0; seq < 100; seq++)
        {
            await sampler.PushAsync(old.Id, Big(seq, 1_000));
        }

        using var stop = await server.PostAsync($"sessions/{old.Id}/stop");
        for (var seq = 0; seq < 100; seq++)
        {
            await sampler.PushAsync(session.Id, Big(seq, 1_000));
        }

        while (!(await server.GetAsync<HealthResource>("health")).Database.Detail.Contains("full", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using var deletion = await server.Api.DeleteAsync($"sessions/{old.Id}", TestContext.Current.CancellationToken);
        var now = await server.WaitForAsync(session.Id, now => now.SnapshotCount == 100);

        Assert.Equal(204, (int)deletion.StatusCode);
        Assert.Equal(0, now.LostSnapshots);
        Assert.Equal("ok", (await server.GetAsync<HealthResource>("health")).Database.Status);
    }

    // Regions that are everywhere else in each: packing them together makes no room.
    private static Snapshot Big(long seq, int regions)
    {
        var random = new Random((int)seq);
        return FakeSampler.Snapshot(
            seq,
            0,
            [.. Enumerable.Range(1, regions).Select(i => ((ulong)i << 40) + ((ulong)random.Next(1 << 28) << 12)).Select(start => new RegionSample(start, start + 0x1000, 1, 1))]);
    }

    private static async Task SeenAsync(HubConnection monitor, string session, long snapshot)
    {
        await foreach (var item in monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), session, TestContext.Current.CancellationToken))
        {
            if (item.Snapshot?.Seq == snapshot)
            {
                return;
            }
        }
    }
}
