using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Sessions;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Imports;

public sealed class UnfinishedImportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Import_CallerGoesAwayWhileItIsStored_LeavesNothing()
    {
        await using var server = await TestServer.StartAsync(_directory);
        using var gone = new CancellationTokenSource();
        using var file = new ByteArrayContent(ImportCalls.Long(6_000));

        var import = server.Api.PostAsync("sessions/import", file, gone.Token);
        var half = await HalfStoredAsync(server, import);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
        Assert.Equal((SessionState.Starting, Session.ImportedSampler), (half.State, half.Sampler));
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
        while (server.Stored().Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Snapshots(server, half.Key));
    }

    [Fact]
    public async Task Restart_AfterAServerThatDiedWhileImporting_DeletesTheHalf()
    {
        long key;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            // As it was stored, with the state that the test above finds while it is.
            var whole = await server.ImportAsync(ImportCalls.Long(3));
            var stored = Assert.Single(server.Stored());
            using var deletion = await server.Api.DeleteAsync($"sessions/{whole.Id}", TestContext.Current.CancellationToken);
            key = stored.Key + 1;
            var writer = server.Services.GetRequiredService<HistoryWriter>();
            writer.Save(stored with { Key = key, Id = "half", State = SessionState.Starting, EndedAt = null, EndedBecause = null });
            await writer.AddAsync(StoredSnapshot.Of(key, FakeSampler.Snapshot(0)), "test", TestContext.Current.CancellationToken);
            Assert.Single(Snapshots(server, key));
        }

        await using var next = await TestServer.StartAsync(_directory);
        Assert.Empty(await next.GetAsync<SessionResource[]>("sessions"));
        while (next.Stored().Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Snapshots(next, key));
        Assert.Equal(3, (await next.ImportAsync(ImportCalls.Long(3))).SnapshotCount);
    }

    [Fact]
    public async Task Import_MoreThanTheHistoryHolds_IsRefusedAndMakesRoomAgain()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:History:MaxMegabytes=1");

        using var response = await server.SendAsync(ImportCalls.Long(150, regions: 3_000));

        await ProblemAssert.IsProblemAsync(response, 507);
        Assert.Contains("full", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
        while (server.Stored().Count > 0 || (await server.GetAsync<HealthResource>("health")).Database.Status != "ok")
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, (await server.ImportAsync(ImportCalls.Long(3))).SnapshotCount);
    }

    private static IReadOnlyList<StoredSnapshot> Snapshots(TestServer server, long key)
        => server.Services.GetRequiredService<IHistoryReader>().Page(key, null, TimeRange.All, null, 10);

    /// <summary>Waits until a part of the import is stored, and checks that nobody sees it.</summary>
    private static async Task<StoredSession> HalfStoredAsync(TestServer server, Task import)
    {
        while (true)
        {
            Assert.False(import.IsCompleted, "The import was over before it was looked at.");
            if (server.Stored() is [{ SnapshotCount: > 0 } half])
            {
                Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
                return half;
            }

            await Task.Yield();
        }
    }
}
