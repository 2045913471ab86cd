using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Keeping;

public sealed class HistoryKeeperTests
{
    private const long Minute = 60_000_000;

    private static readonly long Now = UnixTime.ToMicroseconds(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Start_RecordingsThatAreTooOld_AreDeletedAndBeginningsToo()
    {
        using var directory = new TemporaryDirectory();
        Store(directory);
        await using var server = await TestServer.StartAsync(directory, null, "--Damon:History:KeepHours=1");

        var session = await UntilAsync(server, static sessions => sessions is [{ KeptFromUs: not null }]);

        Assert.Equal("session-2", session.Id);
        Assert.Equal((61L, Now - (60 * Minute), Now - (60 * Minute), Now + Minute), (session.SnapshotCount, session.FirstUs, session.KeptFromUs, session.LastUs));
        var page = await server.GetAsync<SnapshotPage>("sessions/session-2/snapshots?limit=1");
        Assert.Equal(120, Assert.Single(page.Snapshots).Seq);
    }

    [Fact]
    public async Task Start_NoLimits_KeepsEverything()
    {
        using var directory = new TemporaryDirectory();
        Store(directory);
        await using var server = await TestServer.StartAsync(directory);

        var sessions = await server.GetAsync<SessionResource[]>("sessions");

        Assert.Equal([(181L, null), (2L, (long?)null)], sessions.Select(static one => (one.SnapshotCount, one.KeptFromUs)));
    }

    // One of long ago, and one of the last three hours, a snapshot a minute.
    private static void Store(TemporaryDirectory directory)
    {
        using var database = new SqliteDatabase(directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        store.Append(Recorded.Batch([
            Recorded.Session(1, SessionState.Stopped), Recorded.Session(2, SessionState.Stopped), Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1),
            .. Enumerable.Range(0, 181).Select(static i => StoredSnapshot.Of(2, FakeSampler.Snapshot(i) with { StartUs = Now + ((i - 180) * Minute), EndUs = Now + ((i - 179) * Minute) }))]));
    }

    private static async Task<SessionResource> UntilAsync(TestServer server, Func<SessionResource[], bool> condition)
    {
        SessionResource[] sessions;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            sessions = await server.GetAsync<SessionResource[]>("sessions");
        }
        while (!condition(sessions));
        return sessions[0];
    }
}
