using System.Net.Http.Json;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History;

/// <summary>A database that refuses what is asked of it although there is room.</summary>
public sealed class StubbornDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Deletion_RefusedByTheDatabase_IsTold_KeepsNobodyOut_AndIsDoneWhenItCanBe()
    {
        var database = _directory["damon.db"];
        await using var server = await ServerProcess.StartAsync(_directory, database);
        await using var sampler = await server.ConnectSamplerAsync();
        var old = (await server.Api.StartSessionAsync(1)).Id;
        await sampler.PushAsync(old, [0, 1, 2]);
        using var stop = await server.Api.PostAsync($"sessions/{old}/stop", null, TestContext.Current.CancellationToken);
        var session = (await server.Api.StartSessionAsync(2)).Id;
        await sampler.PushAsync(session, [0]);
        Execute("CREATE TRIGGER stubborn BEFORE UPDATE OF is_deleted ON sessions BEGIN SELECT RAISE(ABORT, 'not now'); END");

        using var refused = await server.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);
        await sampler.PushAsync(session, [1, 2, 3]);

        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Contains(old, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await server.Api.WaitForAsync<SessionResource>($"sessions/{session}", now => now.SnapshotCount == 4);
        Assert.Equal(3, (await server.Api.GetAsync<SessionResource>($"sessions/{old}")).SnapshotCount);
        Execute("DROP TRIGGER stubborn");
        using var deletion = await server.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)deletion.StatusCode);
        Assert.Equal([session], (await server.Api.GetAsync<SessionResource[]>("sessions")).Select(one => one.Id));
        await server.Api.WaitForAsync<HealthResource>("health", health => health.Database.Status == "ok");

        void Execute(string command)
        {
            using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            connection.Execute(command);
        }
    }

    [Fact]
    public async Task Database_OnAReadOnlyDisk_TheStartEndsWithASentence_AndNothingIsLost()
    {
        using var disk = SmallDisk.Mount(_directory, megabytes: 10);
        string session;
        await using (var first = await ServerProcess.StartAsync(_directory, disk["damon.db"]))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = (await first.Api.StartSessionAsync(1)).Id;
            await sampler.PushAsync(session, [0, 1, 2]);
            await first.Api.WaitForAsync<SessionResource>($"sessions/{session}", now => now.SnapshotCount == 3);
            await first.KillAsync();
        }

        disk.Remount("ro");
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(_directory, disk["damon.db"]));
        disk.Remount("rw");
        await using var second = await ServerProcess.StartAsync(_directory, disk["damon.db"]);

        Assert.Contains("Damon:Database", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await second.Api.GetAsync<SessionResource>($"sessions/{session}")).SnapshotCount);
    }

    [Fact]
    public async Task Database_OnADiskThatTurnsReadOnly_IsTold_StaysReadable_AndTellsWhatIsMissingOnceItIsMended()
    {
        using var disk = BreakableDisk.Mount(_directory, megabytes: 40);
        string old, session;
        await using (var first = await ServerProcess.StartAsync(_directory, disk["damon.db"]))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            old = (await first.Api.StartSessionAsync(1)).Id;
            await sampler.PushAsync(old, [0, 1]);
            using var stop = await first.Api.PostAsync($"sessions/{old}/stop", null, TestContext.Current.CancellationToken);
            session = (await first.Api.StartSessionAsync(2)).Id;
            await sampler.PushAsync(session, [0, 1, 2]);
            await first.Api.WaitForAsync<SessionResource>($"sessions/{session}", now => now.SnapshotCount == 3);

            disk.Break();
            // Answered when they are stored; the made sampler does not send them again.
            var pushed = sampler.PushAsync(session, [3, 4]);
            var health = await first.Api.WaitForAsync<HealthResource>("health", health => health.Database.Status != "ok");
            Assert.Contains("its disk is read-only", health.Database.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Directory.EnumerateFiles(disk.Path), static file => file.EndsWith(".probe", StringComparison.Ordinal));
            Assert.Equal(3, (await first.Api.GetAsync<SnapshotPage>($"sessions/{session}/snapshots")).Snapshots.Count);
            using var refused = await first.Api.PostAsync("sessions", JsonContent.Create(new { targets = new[] { new { pid = 3 } } }), TestContext.Current.CancellationToken);
            await ProblemAssert.IsProblemAsync(refused, 503);
            using var deletion = await first.Api.DeleteAsync($"sessions/{old}", TestContext.Current.CancellationToken);
            await ProblemAssert.IsProblemAsync(deletion, 503);
            Assert.Equal(2, (await first.Api.GetAsync<SnapshotPage>($"sessions/{old}/snapshots")).Snapshots.Count);
            Assert.Equal(0, await first.StopAsync());
            await Task.WhenAny(pushed);
        }

        disk.Mend();
        await using var second = await ServerProcess.StartAsync(_directory, disk["damon.db"]);
        await using var back = await second.ConnectSamplerAsync(session);
        await back.PushAsync(session, [5]);

        var whole = await second.Api.WaitForAsync<SessionResource>($"sessions/{session}", now => now.SnapshotCount == 4);
        Assert.Equal(2, whole.LostSnapshots);
        Assert.Equal([session, old], (await second.Api.GetAsync<SessionResource[]>("sessions")).Select(static one => one.Id));
        await second.Api.WaitForAsync<HealthResource>("health", health => health.Database.Status == "ok");
    }
}
