using Damon.Server.History.Packing.Chunks;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Packs snapshots that were appended as rows into chunks. Chunks of one target follow each other in number and in start
/// without overlapping: snapshots that were recorded while the clock was set back stay rows.
/// </summary>
/// <param name="connection">The writer's connection.</param>
internal sealed class SqliteCompaction(SqliteConnection connection)
{
    /// <summary>What a target may have unpacked: a chunk, and a quarter more that may still be asked for one by one.</summary>
    private static readonly (int Rows, long Regions) Most = (ChunkCodec.MostSnapshots * 5 / 4, ChunkCodec.ManyRegions * 5 / 4);

    private const string OldestRows = $"""
        SELECT {SnapshotRow.Columns}
        FROM snapshots WHERE session = @session AND target = @target
          AND start_us > ifnull((SELECT max(last_start_us) FROM chunks WHERE session = @session AND target = @target), @before)
        ORDER BY seq LIMIT @most
        """;

    private const string InsertChunk = """
        INSERT INTO chunks (session, target, first_seq, last_seq, first_us, last_start_us, last_us, figures, regions)
        VALUES (@Session, @Target, @FirstSeq, @LastSeq, @FirstUs, @LastStartUs, @LastUs, @Figures, @Regions)
        """;

    private readonly Dictionary<(long Session, int Target), (int Rows, long Regions)> _unpacked = [];

    /// <summary>Packs what has become enough for a chunk by a batch that was stored.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The targets of which something was packed.</returns>
    /// <exception cref="SqliteException">The database cannot be written; everything is as it was.</exception>
    public IReadOnlyCollection<(long Session, int Target)> After(HistoryBatch batch)
    {
        var packed = new HashSet<(long Session, int Target)>();
        foreach (var added in batch.Snapshots.GroupBy(static snapshot => (snapshot.Session, snapshot.Figures.Target)))
        {
            var key = added.Key;
            _unpacked[key] = _unpacked.TryGetValue(key, out var known) ? (known.Rows + added.Count(), known.Regions + added.Sum(static one => (long)one.Figures.NrRegions)) : Count(key);
            while ((_unpacked[key].Rows >= Most.Rows || _unpacked[key].Regions >= Most.Regions) && Pack(key) > 0)
            {
                _unpacked[key] = Count(key);
                packed.Add(key);
            }
        }

        foreach (var session in batch.Sessions.Where(static session => session.EndedAt is not null))
        {
            packed.UnionWith(Finish(session));
        }

        return packed;
    }

    // Nothing comes any more; what comes all the same is packed with what comes after it.
    private HashSet<(long Session, int Target)> Finish(StoredSession session)
    {
        var packed = new HashSet<(long Session, int Target)>();
        foreach (var key in session.Targets.Select(target => (session.Key, target.Index)))
        {
            while (Pack(key) > 0)
            {
                packed.Add(key);
            }

            _unpacked.Remove(key);
        }

        connection.Execute("PRAGMA incremental_vacuum");
        return packed;
    }

    private (int Rows, long Regions) Count((long Session, int Target) key) => connection.QuerySingle<(int, long)>(
        "SELECT count(*), ifnull(sum(nr_regions), 0) FROM snapshots WHERE session = @Session AND target = @Target", new { key.Session, key.Target });

    /// <summary>Packs the oldest rows of a target as far as they make one chunk.</summary>
    /// <returns>How many these were.</returns>
    /// <exception cref="SqliteException">The database cannot be written; everything is as it was.</exception>
    public int Pack((long Session, int Target) key)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Query<SnapshotRow>(
            OldestRows, new { session = key.Session, target = key.Target, before = long.MinValue, most = ChunkCodec.MostSnapshots }, transaction).AsList();
        var count = Together(rows);
        if (count == 0)
        {
            return 0;
        }

        connection.Execute(InsertChunk, ChunkRow.Of([.. rows.Take(count).Select(static row => row.ToStored())]), transaction);
        connection.Execute(
            "DELETE FROM snapshots WHERE session = @Session AND target = @Target AND seq BETWEEN @first AND @last",
            new { key.Session, key.Target, first = rows[0].Seq, last = rows[count - 1].Seq },
            transaction);
        transaction.Commit();
        return count;
    }

    // A gap may be filled yet, and a clock that was set back begins anew.
    private static int Together(List<SnapshotRow> rows)
    {
        var regions = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if ((i > 0 && (rows[i].Seq != rows[i - 1].Seq + 1 || rows[i].StartUs <= rows[i - 1].StartUs)) || regions >= ChunkCodec.ManyRegions)
            {
                return i;
            }

            regions += rows[i].NrRegions;
        }

        return rows.Count;
    }
}
