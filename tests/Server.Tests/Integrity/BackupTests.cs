using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Integrity;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Backup_WhileItIsRecorded_HasEverythingUntilThen_AndIsWholeAlone()
    {
        string id;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await server.ConnectSamplerAsync();
            id = (await server.StartSessionAsync()).Id;
            await sampler.PushAsync(id, Enumerable.Range(0, 400).Select(static seq => (long)seq));
            var backup = ServerCommand.RunAsync(_directory["damon.db"], "backup", _directory["copy.db"]);
            for (var seq = 400L; !backup.IsCompleted; seq++)
            {
                await sampler.PushAsync(id, [seq]);
            }

            var (status, said) = await backup;
            Assert.True(status == 0, said);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["copy.db"]));

            var (again, refused) = await ServerCommand.RunAsync(_directory["damon.db"], "backup", _directory["copy.db"]);
            Assert.Equal(1, again);
            Assert.Contains("already", refused, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_directory["copy.db-wal"]));
        using var elsewhere = new TemporaryDirectory();
        File.Move(_directory["copy.db"], elsewhere["damon.db"]);
        await using var restored = await TestServer.StartAsync(elsewhere);
        Assert.InRange((await restored.GetAsync<SessionResource>($"sessions/{id}")).SnapshotCount, 400, long.MaxValue);
        Assert.Equal(100, (await restored.GetAsync<SnapshotPage>($"sessions/{id}/snapshots")).Snapshots.Count);
    }

    [Fact]
    public async Task Backup_WhileNoServerRuns_LeavesNothingElseBehind()
    {
        await using (await TestServer.StartAsync(_directory))
        {
            // Makes the database.
        }

        var (status, said) = await ServerCommand.RunAsync(_directory["damon.db"], "backup", _directory["copy.db"]);

        Assert.True(status == 0, said);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*-wal"));
        Assert.Empty(Directory.GetFiles(_directory.Path, "*-shm"));
        Assert.Equal((0, true), await CheckAsync("copy.db"));
    }

    [Fact]
    public async Task Backup_OfNothing_IsRefusedAndMakesNoFile()
    {
        var (status, said) = await ServerCommand.RunAsync(_directory["none.db"], "backup", _directory["copy.db"]);

        Assert.Equal(1, status);
        Assert.Contains("Damon:Database", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    private async Task<(int Status, bool IsSound)> CheckAsync(string name)
    {
        var (status, said) = await ServerCommand.RunAsync(_directory[name], "check-database");
        return (status, said.Contains("sound", StringComparison.Ordinal));
    }
}
