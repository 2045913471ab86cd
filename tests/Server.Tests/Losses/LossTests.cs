using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Losses;

public sealed class LossTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task FullDatabase_KilledAndStartedAgainWithRoom_TellsEverySnapshotThatIsMissing()
    {
        SessionResource session;
        var next = 0L;
        await using (var first = await ServerProcess.StartAsync(_directory, _directory["damon.db"], "--Damon:History:MaxMegabytes=1"))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = await first.Api.StartSessionAsync();
            while (!(await first.Api.GetAsync<HealthResource>("health")).Database.Detail.Contains("full", StringComparison.Ordinal))
            {
                await sampler.PushAsync(session.Id, FakeSampler.Snapshot(next++, 0, Regions(3_000)));
            }

            // More than the queue holds: some are dropped and counted, the others are believed to be safe.
            for (var more = 0; more < 900; more++)
            {
                await sampler.PushAsync(session.Id, FakeSampler.Snapshot(next++));
            }

            Assert.True((await first.Api.GetAsync<SessionResource>($"sessions/{session.Id}")).LostSnapshots > 0);
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartAsync(_directory, _directory["damon.db"]);
        await using var back = await second.ConnectSamplerAsync(session.Id);
        await back.PushAsync(session.Id, [next++]);
        var running = await second.Api.WaitForAsync<SessionResource>($"sessions/{session.Id}", now => now.LastUs > 1_000_000 + ((next - 1) * 100_000));
        Assert.Equal((SessionState.Running, next - running.SnapshotCount), (running.State, running.LostSnapshots));
        Assert.True(running.LostSnapshots >= 900, $"{running.LostSnapshots} lost");

        // Two more never leave the sampler.
        await back.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Stopped, LostSnapshots = 2, TakenSnapshots = next + 2 });
        var ended = await second.Api.GetAsync<SessionResource>($"sessions/{session.Id}");
        Assert.Equal((SessionState.Stopped, next + 2 - ended.SnapshotCount), (ended.State, ended.LostSnapshots));
    }

    [Fact]
    public async Task SnapshotsThatNeverCome_AreToldToWatchers_AndAfterARestart()
    {
        string id;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await server.ConnectSamplerAsync();
            id = (await server.StartSessionAsync()).Id;
            await using var monitor = server.Monitor();
            await using var watching = await monitor.WatchAsync(id);
            await sampler.PushAsync(id, [0, 1, 5]);
            do
            {
                Assert.True(await watching.MoveNextAsync());
            }
            while (watching.Current is not { Kind: WatchEventKind.Session, Session.LostSnapshots: 3 });

            await sampler.PushStatusAsync(new SessionStatus { SessionId = id, State = SessionState.Stopped, TakenSnapshots = 8 });
            Assert.Equal(5, (await server.GetAsync<SessionResource>($"sessions/{id}")).LostSnapshots);
        }

        await using var again = await TestServer.StartAsync(_directory);
        Assert.Equal(5, (await again.GetAsync<SessionResource>($"sessions/{id}")).LostSnapshots);
    }

    // Regions that are somewhere else in each: packing them makes no room.
    private static RegionSample[] Regions(int count)
        => [.. Enumerable.Range(1, count).Select(static i => ((ulong)i << 40) + ((ulong)Random.Shared.Next(1 << 28) << 12)).Select(static start => new RegionSample(start, start + 0x1000, 1, 1))];
}
