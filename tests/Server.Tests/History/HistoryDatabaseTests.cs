using Damon.Server.Configuration;
using Damon.Server.History;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History;

public sealed class HistoryDatabaseTests : IDisposable
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

        Assert.Contains("another Damon server", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NewDatabase_IsReadableByItsOwnerOnly()
    {
        await using var server = await TestServer.StartAsync(_directory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["damon.db"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["damon.db-wal"]));
    }
}
