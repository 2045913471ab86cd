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
