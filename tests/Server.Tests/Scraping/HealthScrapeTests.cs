using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Scraping;

public sealed class HealthScrapeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Sampler_ComesAndGoes_IsTold()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Link:GraceSeconds=60");
        var before = await Exposition.OfAsync(server);
        var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        var there = await Exposition.OfAsync(server);
        await sampler.DisposeAsync();
        while ((await server.GetAsync<SamplerResource[]>("samplers")).Length > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var away = await Exposition.OfAsync(server);

        Assert.Equal([0, 1, 0], new[] { before, there, away }.Select(metrics => metrics.Value("damon_samplers_connected")));
        Assert.Equal([null, 1, 0], new[] { before, there, away }.Select(metrics => metrics.Value("damon_session_sampler_connected", ("session", session.Id))));
    }

    [Fact]
    public async Task Watcher_ComesAndGoes_IsTold()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor();
        await using var events = await monitor.WatchAsync(session.Id);
        Assert.True(await events.MoveNextAsync());

        var watched = await Exposition.OfAsync(server);
        await monitor.DisposeAsync();
        Exposition left;
        do
        {
            left = await Exposition.OfAsync(server);
        }
        while (left.Value("damon_watchers") > 0);

        Assert.Equal(1, watched.Value("damon_watchers"));
        Assert.Equal(0, left.Value("damon_watchers"));
    }

    [Fact]
    public async Task Watcher_ThatFallsBehind_IsToldWithWhatItHasLost()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor();
        await using var events = await monitor.WatchAsync(session.Id);
        Assert.True(await events.MoveNextAsync());
        await monitor.InvokeAsync(nameof(IMonitorHub.Ack), session.Id, 0, TestContext.Current.CancellationToken);

        await sampler.PushAsync(session.Id, [0, 1]);
        while ((await Exposition.OfAsync(server)).Value("damon_watch_snapshots_sent_total") < 2)
        {
        }

        await sampler.PushAsync(session.Id, [2, 3, 4, 5]);
        var metrics = await Exposition.OfAsync(server);

        // Two are on the way, and the newest waits.
        Assert.Equal((2, 3), (metrics.Value("damon_watch_snapshots_sent_total"), metrics.Value("damon_watch_snapshots_lost_total")));
    }

    [Fact]
    public async Task FullDatabase_IsTold()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:History:MaxMegabytes=1");
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        var good = await Exposition.OfAsync(server);

        // The first fill the file; then there are more than the batch and the queue can hold.
        for (var seq = 0; seq <= 1_200; seq++)
        {
            await sampler.PushAsync(session.Id, Big(seq, seq < 200 ? 2_000 : 1));
        }

        var full = await Exposition.OfAsync(server);

        Assert.Equal((1, 0), (good.Value("damon_store_writable"), good.Value("damon_store_dropped_snapshots_total")));
        Assert.Equal(0, full.Value("damon_store_writable"));
        Assert.True(full.Value("damon_store_queue_items") > 0);
        Assert.True(full.Value("damon_store_dropped_snapshots_total") > 0);
        Assert.Equal(full.Value("damon_store_dropped_snapshots_total"), full.Value("damon_snapshots_lost_total", ("session", session.Id)));
    }

    // At random, so that it cannot be packed.
    private static Snapshot Big(long seq, int regions)
    {
        var random = new Random((int)seq);
        return FakeSampler.Snapshot(
            seq,
            0,
            [.. Enumerable.Range(1, regions).Select(i => new RegionSample((ulong)i << 40, ((ulong)i << 40) + ((1 + (ulong)random.Next(1 << 24)) << 12), random.Next(), random.Next()))]);
    }
}
