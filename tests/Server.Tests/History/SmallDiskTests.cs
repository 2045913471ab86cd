using System.Net.Http.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History;

/// <summary>What a disk does that is really full.</summary>
public sealed class SmallDiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task FullDisk_ServerKilled_TheNextServesAndRefuses_UntilADeletionMakesRoom()
    {
        using var disk = SmallDisk.Mount(_directory, megabytes: 10);
        string old, session;
        var next = 0L;
        await using (var first = await ServerProcess.StartAsync(_directory, disk["damon.db"], "--Damon:History:ReserveMegabytes=3"))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            old = (await first.Api.StartSessionAsync(1)).Id;
            for (var seq = 0; seq < 20; seq++)
            {
                await sampler.PushAsync(old, Big(seq));
            }

            using var stop = await first.Api.PostAsync($"sessions/{old}/stop", null, TestContext.Current.CancellationToken);
            session = (await first.Api.StartSessionAsync(2)).Id;
            while (!await IsFullAsync(first))
            {
                await sampler.PushAsync(session, Big(next++));
            }

            await IsRefusedAsync(first);
            await first.KillAsync();
        }

        disk.Fill();
        await using var second = await ServerProcess.StartAsync(_directory, disk["damon.db"], "--Damon:History:ReserveMegabytes=3");
        await using var back = await second.ConnectSamplerAsync(session);
        Assert.Equal([session, old], (await second.Api.GetAsync<SessionResource[]>("sessions")).Select(one => one.Id));
        Assert.Equal(20, (await second.Api.GetAsync<SnapshotPage>($"sessions/{old}/snapshots?limit=100")).Snapshots.Count);
        await IsRefusedAsync(second);
        await back.PushAsync(session, Big(next));
        await second.Api.WaitForAsync<HealthResource>("health", health => health.Database.Detail.Contains("full", StringComparison.Ordinal));

        using var deletion = await second.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)deletion.StatusCode);
        await second.Api.WaitForAsync<HealthResource>("health", health => health.Database.Status == "ok");
        await second.Api.WaitForAsync<SessionResource>($"sessions/{session}", now => now.LastUs == 1_100_000 + (next * 100_000));
        await second.Api.StartSessionAsync(3);
        using (var gone = await second.Api.GetAsync($"sessions/{old}", TestContext.Current.CancellationToken))
        {
            await ProblemAssert.IsProblemAsync(gone, 404, "id");
        }

        await second.KillAsync();
        IsSound(disk["damon.db"]);
    }

    [Fact]
    public async Task FullDisk_NoReserve_ADeletionIsRefusedAndTheSessionStaysWhole()
    {
        using var disk = SmallDisk.Mount(_directory, megabytes: 16);
        disk.Take(megabytes: 8);
        await using var server = await ServerProcess.StartAsync(_directory, disk["damon.db"], "--Damon:History:ReserveMegabytes=0");
        await using var sampler = await server.ConnectSamplerAsync();
        var old = (await server.Api.StartSessionAsync(1)).Id;
        await sampler.PushAsync(old, [0, 1, 2]);
        using var stop = await server.Api.PostAsync($"sessions/{old}/stop", null, TestContext.Current.CancellationToken);
        var session = (await server.Api.StartSessionAsync(2)).Id;
        for (var seq = 0; !await IsFullAsync(server); seq++)
        {
            await sampler.PushAsync(session, Big(seq));
        }

        disk.Fill();
        using var refused = await server.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(refused, 507);
        Assert.Equal(SessionState.Stopped, (await server.Api.GetAsync<SessionResource>($"sessions/{old}")).State);
        Assert.Equal(3, (await server.Api.GetAsync<SnapshotPage>($"sessions/{old}/snapshots")).Snapshots.Count);

        disk.Empty();
        await server.Api.WaitForAsync<HealthResource>("health", health => health.Database.Status == "ok");
        using var done = await server.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)done.StatusCode);
    }

    [Fact]
    public void FullDisk_WhileChunksAndTilesAreMade_StopsWithASentence_DamagesNothing_AndGoesOnByItself()
    {
        using var disk = SmallDisk.Mount(_directory, megabytes: 48);
        StoredSession[] ended = [Recorded.Session(1, SessionState.Stopped) with { EndedAt = DateTimeOffset.UnixEpoch.AddMinutes(5) }];
        StoredSnapshot[] all = [.. Enumerable.Range(0, 2_000).Select(static seq => StoredSnapshot.Of(1, Of(seq, 300)))];
        foreach (var path in new[] { disk["damon.db"], _directory["other.db"] })
        {
            using var before = new SqliteDatabase(path, maxMegabytes: 0);
            using var recording = new SqliteHistoryStore(before);
            recording.Prepare();
            recording.Append(Recorded.Batch([Recorded.Session(1), .. all]));
        }

        // Room for a few tiles.
        disk.Fill(leave: 600_000);
        using var database = new SqliteDatabase(disk["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        using var undisturbedDatabase = new SqliteDatabase(_directory["other.db"], maxMegabytes: 0);
        using var undisturbed = new SqliteHistoryStore(undisturbedDatabase);
        undisturbed.Prepare();
        var failure = Assert.Throws<HistoryUnavailableException>(() => Finish(store, ended));
        Assert.True(failure.IsFull);
        Assert.Contains("full", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2_000, store.Count(1, 0, TimeRange.All));

        disk.Empty();
        Finish(store, ended);
        Finish(undisturbed, ended);

        Assert.Equal(Tiles(undisturbedDatabase), Tiles(database));
        Assert.NotEqual(0, Tiles(database).Number);
        Assert.Equal(undisturbed.Stream(1, 0, TimeRange.All).Select(one => one.Figures), store.Stream(1, 0, TimeRange.All).Select(one => one.Figures));
        IsSound(disk["damon.db"]);
    }

    private static void Finish(SqliteHistoryStore store, StoredSession[] ended)
    {
        store.Append(Recorded.Batch([.. ended]));
        while (store.Tidy())
        {
            // More is to be made.
        }
    }

    private static (long Number, long Bytes) Tiles(SqliteDatabase database)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingle<(long, long)>("SELECT count(*), ifnull(sum(length(figures) + length(regions)), 0) FROM tiles");
    }

    private static void IsSound(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    // A write that takes long on a busy machine is told as well, and is another trouble.
    private static async Task<bool> IsFullAsync(ServerProcess server)
        => (await server.Api.GetAsync<HealthResource>("health")).Database.Detail.Contains("full", StringComparison.Ordinal);

    private static async Task IsRefusedAsync(ServerProcess server)
    {
        using var response = await server.Api.PostAsync("sessions", JsonContent.Create(new { targets = new[] { new { pid = 3 } } }), TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(response, 507);
        Assert.Contains("full", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>A snapshot of so many regions, hard to pack.</summary>
    internal static Snapshot Of(long seq, int regions) => FakeSampler.Snapshot(seq, 0, Regions((int)seq, regions));

    private static Snapshot Big(long seq) => Of(seq, 3_000);

    // Regions that are somewhere else for each seed: packing them together makes no room.
    private static RegionSample[] Regions(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(i => ((ulong)i << 40) + ((ulong)random.Next(1 << 28) << 12)).Select(start => new RegionSample(start, start + 0x1000, 1, 1))];
    }
}
