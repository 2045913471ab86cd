using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.History;

public sealed class SqliteHistoryStoreTests : HistoryStoreAcceptance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteDatabase? _database;
    private SqliteHistoryStore? _store;

    public void Dispose()
    {
        Close();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(700)]
    public void Stream_OfMoreSnapshotsThanAreReadAtOnce_HasEachOnceInOrder(int count)
    {
        // Another target's lie between.
        var store = Open();
        store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, count).SelectMany(seq => new[] { Recorded.Snapshot(1, seq, 1), Recorded.Snapshot(1, seq) })]));
        var time = new TimeRange(1_150_000, 1_000_000 + (count * 100_000L) - 50_000);
        var seqs = Enumerable.Range(1, count - 1).Select(seq => (long)seq);

        Assert.Equal(seqs, store.Stream(1, 0, time).Select(snapshot => snapshot.Figures.Seq));
        Assert.Equal(seqs, store.Figures(1, 0, time).Select(figures => figures.Seq));
        Assert.Equal(count, store.Stream(1, 1, TimeRange.All).Count());
    }

    [Fact]
    public void Dispose_AfterRecording_LeavesAFileThatIsWholeAlone()
    {
        var store = Open();
        store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, 50).Select(static seq => Recorded.Snapshot(1, seq))]));
        Assert.Equal(50, store.Count(1, 0, TimeRange.All));
        Close();

        File.Copy(_directory["damon.db"], _directory["copy.db"]);

        using var database = new SqliteDatabase(_directory["copy.db"], maxMegabytes: 0);
        using var copy = new SqliteHistoryStore(database);
        copy.Prepare();
        Assert.Equal(50, copy.Stream(1, 0, TimeRange.All).Count());
    }

    private protected override IHistoryStore Open() => Reopen();

    private protected override IHistoryStore Reopen()
    {
        Close();
        _database = new SqliteDatabase(_directory["damon.db"], maxMegabytes: 0);
        _store = new SqliteHistoryStore(_database);
        _store.Prepare();
        return _store;
    }

    private void Close()
    {
        _store?.Dispose();
        _database?.Dispose();
    }
}
