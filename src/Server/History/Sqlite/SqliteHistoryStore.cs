using Damon.Model.Time;
using Damon.Server.History.Retention;
using Damon.Server.History.Sqlite.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>The history in one SQLite file.</summary>
internal sealed class SqliteHistoryStore(SqliteDatabase database) : IHistoryStore, IDisposable
{
    /// <summary>Of a session that is deleted so much goes at once, some hundred megabytes; what is longer goes while others are recorded.</summary>
    private const int PortionsAtOnce = 100;

    private readonly SqliteReader _reader = new(database);
    private SqliteConnection? _connection;
    private SqliteCompaction? _compaction;
    private SqliteTidying? _tidying;

    // What an earlier server has marked is looked for, too.
    private bool _hasMarked = true;

    public void Prepare() => database.Prepare();

    public HistoryReceipt Append(HistoryBatch batch) => Write(connection =>
    {
        using var transaction = connection.BeginTransaction();
        var append = new SqliteAppend(connection, transaction);
        append.Add(batch);
        transaction.Commit();
        Compact(connection, batch);
        return append.Receipt;
    });

    public StoredTrim? Trim(RetentionCut cut) => Write(connection =>
    {
        using var transaction = connection.BeginTransaction();
        var trim = SqliteTrim.Do(connection, transaction, cut);
        transaction.Commit();
        _compaction = null;
        return trim;
    });

    public bool Tidy()
    {
        var more = _hasMarked && (_hasMarked = Write(static connection => new SqliteDeletion(connection).Purge(1)));
        database.Reserve.Keep();
        return more || Write(connection => Tidying(connection).Step());
    }

    public void Delete(long session)
    {
        EvenIfFull(connection =>
        {
            new SqliteDeletion(connection).Mark(session);
            return true;
        });
        (_compaction, _hasMarked) = (null, true);
        try
        {
            _hasMarked = EvenIfFull(connection => new SqliteDeletion(connection).Purge(PortionsAtOnce, checkpoint: !database.Reserve.IsKept));
        }
        catch (HistoryUnavailableException)
        {
            // It is gone for everybody; tidying goes on with it.
        }

        database.Reserve.Keep();
    }

    public IReadOnlyList<StoredSession> Sessions() => SqliteDamage.Read(() => _reader.Sessions());

    public IReadOnlyDictionary<long, long> Sizes() => SqliteDamage.Read(() => _reader.Sizes());

    public IReadOnlyList<StoredSnapshot> Page(long session, int? target, TimeRange time, SnapshotCursor? after, int limit)
        => SqliteDamage.Read(() => _reader.Page(session, target, time, after, limit));

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time) => SqliteDamage.Each(() => _reader.Stream(session, target, time));

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time) => SqliteDamage.Each(() => _reader.Figures(session, target, time));

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time, long resolutionUs) => SqliteDamage.Each(() => _reader.Stream(session, target, time, resolutionUs));

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time, long resolutionUs) => SqliteDamage.Each(() => _reader.Figures(session, target, time, resolutionUs));

    public StoredSnapshot? Last(long session, int target, long beforeUs) => SqliteDamage.Read(() => _reader.Last(session, target, beforeUs));

    public long Count(long session, int target, TimeRange time) => SqliteDamage.Read(() => _reader.Count(session, target, time));

    public StoredMappings? Mappings(long session, int target, long atUs) => SqliteDamage.Read(() => _reader.Mappings(session, target, atUs));

    public IReadOnlyList<long> MappingTimes(long session, int target) => SqliteDamage.Read(() => _reader.MappingTimes(session, target));

    public StoredIdle? Idle(long session, int target, long atUs) => SqliteDamage.Read(() => _reader.Idle(session, target, atUs));

    public IReadOnlyList<long> IdleTimes(long session, int target, TimeRange time) => SqliteDamage.Read(() => _reader.IdleTimes(session, target, time));

    public IEnumerable<StoredIdle> IdleStream(long session, int target, TimeRange time, int? most = null) => SqliteDamage.Each(() => _reader.IdleStream(session, target, time, most));

    // After a stop the file is the whole recording, without the log beside it.
    public void Dispose()
    {
        try
        {
            _connection?.Execute("PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE);");
        }
        catch (SqliteException)
        {
            // Nobody can write now, or somebody reads still: then the log has the rest.
        }

        _connection?.Dispose();
    }

    // The batch is stored whether or not it can be packed now: the next one tries again.
    private void Compact(SqliteConnection connection, HistoryBatch batch)
    {
        try
        {
            var tidying = Tidying(connection);
            foreach (var key in _compaction!.After(batch))
            {
                tidying.Add(key);
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _compaction = null;
        }
    }

    private SqliteTidying Tidying(SqliteConnection connection)
    {
        _compaction ??= new SqliteCompaction(connection);
        return _tidying ??= new SqliteTidying(connection, _compaction);
    }

    private T EvenIfFull<T>(Func<SqliteConnection, T> write)
    {
        try
        {
            return Write(write);
        }
        catch (HistoryUnavailableException e) when (e.IsFull && database.Reserve.Release())
        {
            return Write(write);
        }
    }

    private T Write<T>(Func<SqliteConnection, T> write)
    {
        try
        {
            return write(_connection ??= database.OpenWriter());
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            // A new connection may find the file again, or more room in it.
            _connection?.Dispose();
            (_connection, _compaction, _tidying) = (null, null, null);
            throw new HistoryUnavailableException(database.Explain(e), e) { IsFull = database.IsFull(e) };
        }
    }
}
