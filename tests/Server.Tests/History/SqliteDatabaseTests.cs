using System.Net.Http.Json;
using Damon.Contracts.Rest;
using Damon.Server.Configuration;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_NewerSchema_IsRefusedAndNothingTouched()
    {
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 99");
        }

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory));

        Assert.Contains("version 99", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Damon:Database", failure.Message, StringComparison.Ordinal);
        using var again = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false");
        Assert.Equal(99, again.ExecuteScalar<int>("PRAGMA user_version"));
        Assert.Equal(0, again.ExecuteScalar<int>("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Start_NoDatabaseFile_IsRefused()
    {
        await File.WriteAllTextAsync(_directory["damon.db"], new string('x', 8_192), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory));

        Assert.Contains("no SQLite database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseIsADirectory_IsRefused()
    {
        Directory.CreateDirectory(_directory["damon.db"]);

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory));

        Assert.Contains(_directory["damon.db"], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseUsedByAnotherServer_IsRefused()
    {
        await using var first = await TestServer.StartAsync(_directory);

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory, null, $"--Damon:Link:Socket={_directory["other.sock"]}"));

        var pid = Environment.ProcessId;
        Assert.Contains($"another Damon server (process {pid}) uses it. Stop that one (kill {pid}), or give another database.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NewDatabase_IsReadableByItsOwnerOnly()
    {
        await using var server = await TestServer.StartAsync(_directory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["damon.db"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["damon.db-wal"]));
    }

    [Fact]
    public async Task Start_DatabaseOfTheFirstSchema_KeepsItsSessionAndTakesNotes()
    {
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            connection.Execute(Migrations.Steps[0]);
            connection.Execute("""
                PRAGMA user_version = 1;
                INSERT INTO sessions (key, id, name, state, operations, sampler, attributes, follow_children, started_us, ended_us, sampler_cpu_us, sampler_lost, server_lost, snapshot_count, first_us, last_us)
                VALUES (7, 'old', 'from before', 'Stopped', 'PageTable', 's', '{"minRegions":20}', 0, 1000000, 2000000, 0, 1, 2, 3, 1000000, 1900000);
                INSERT INTO targets (session, target, pid, start_us, name, command_line) VALUES (7, 0, 42, 500000, 'redis', 'redis --x');
                """);
        }

        await using (var server = await TestServer.StartAsync(_directory))
        {
            var old = await server.GetAsync<SessionResource>("sessions/old");
            Assert.Equal(("from before", "", 3L, 3L, 42), (old.Name, old.Notes, old.SnapshotCount, old.LostSnapshots, old.Targets[0].Pid));
            using var response = await server.Api.PatchAsync("sessions/old", JsonContent.Create(new { notes = "noted" }), TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)response.StatusCode);
        }

        await using var again = await TestServer.StartAsync(_directory);
        var kept = await again.GetAsync<SessionResource>("sessions/old");
        Assert.Equal(("from before", "noted", 3L), (kept.Name, kept.Notes, kept.SnapshotCount));
        Assert.Equal(20, kept.Attributes.MinRegions);
    }
}
