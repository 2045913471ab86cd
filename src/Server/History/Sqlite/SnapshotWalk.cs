using Damon.Model.Time;
using Damon.Server.History.Packing.Chunks;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Walks over snapshots in order of start, target and number, whether they are rows of their own still or lie within
/// chunks. Goes page by page, each read at once: a slow reader keeps no transaction open, and what is packed into a chunk
/// meanwhile is neither missed nor met twice.
/// </summary>
/// <param name="database">Where they are.</param>
/// <param name="session">The session's key.</param>
/// <param name="target">Index of the target; null for all.</param>
/// <param name="time">The time they overlap.</param>
/// <param name="hasRegions">Whether their regions are wanted.</param>
internal sealed class SnapshotWalk(SqliteDatabase database, long session, int? target, TimeRange time, bool hasRegions)
{
    /// <summary>Rows that are read first: many look at the first snapshots only. From page to page they are more.</summary>
    private const int FirstRows = 16;

    // Most that is read at once: some megabytes where there are many regions.
    private readonly int _mostRows = hasRegions ? 256 : 4_096;
    private readonly int _mostChunks = hasRegions ? 4 : 64;

    // One target's snapshots do not overlap, nor do its chunks: the first that reaches into the time is the last that starts before it.
    private readonly string _rows = $"""
        SELECT {(hasRegions ? SnapshotRow.Columns : SnapshotRow.FigureColumns)} FROM snapshots
        WHERE session = @session AND start_us < @ToUs AND end_us > @FromUs
          {(target is null ? "" : """
          AND target = @target
          AND start_us >= ifnull((SELECT start_us FROM snapshots WHERE session = @session AND target = @target AND start_us <= @FromUs
                                  ORDER BY start_us DESC LIMIT 1), @FromUs)
          """)}
          AND (start_us, target, seq) > (@StartUs, @AfterTarget, @Seq) AND start_us < @bound
        ORDER BY start_us, target, seq LIMIT @limit
        """;

    private readonly string _chunks = $"""
        SELECT {(hasRegions ? ChunkRow.Columns : ChunkRow.FigureColumns)} FROM chunks
        WHERE session = @session AND first_us < @ToUs AND last_us > @FromUs
          {(target is null ? "" : """
          AND target = @target
          AND first_us >= ifnull((SELECT first_us FROM chunks WHERE session = @session AND target = @target AND first_us <= max(@FromUs, @StartUs)
                                  ORDER BY first_us DESC LIMIT 1), @FromUs)
          """)}
          AND (last_start_us, target, last_seq) > (@StartUs, @AfterTarget, @Seq)
        ORDER BY first_us, target LIMIT @limit
        """;

    /// <summary>The snapshots.</summary>
    /// <param name="after">Where to go on; null from the beginning.</param>
    /// <param name="limit">At most so many.</param>
    public IEnumerable<StoredSnapshot> Go(SnapshotCursor? after = null, int limit = int.MaxValue)
    {
        var (rows, chunks) = (FirstRows, 1);
        for (var left = limit; left > 0;)
        {
            var page = Page(after, Math.Min(left, rows), chunks, out var isLast);
            foreach (var snapshot in page.Take(left))
            {
                yield return snapshot;
            }

            if (isLast)
            {
                yield break;
            }

            left -= page.Count;

            // Chunks of many targets may begin at one time: then none ends before the next begins.
            (rows, chunks) = (Math.Min(2 * rows, _mostRows), page.Count > 0 ? Math.Max(chunks, Math.Min(2 * chunks, _mostChunks)) : 2 * chunks);
            after = page.Count > 0 ? SnapshotCursor.Of(page[^1].Figures) : after;
        }
    }

    private List<StoredSnapshot> Page(SnapshotCursor? after, int mostRows, int mostChunks, out bool isLast)
    {
        using var connection = database.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var chunks = Read<ChunkRow>(connection, transaction, _chunks, after, mostChunks + 1, long.MaxValue);
        var bound = chunks.Count > mostChunks ? chunks[^1].FirstUs : long.MaxValue;
        var rows = Read<SnapshotRow>(connection, transaction, _rows, after, mostRows, bound).ConvertAll(static row => row.ToStored());
        SnapshotCursor? last = rows.Count == mostRows ? SnapshotCursor.Of(rows[^1].Figures) : null;
        isLast = bound == long.MaxValue && last is null;
        rows.AddRange(chunks.Take(mostChunks).Where(chunk => chunk.FirstUs < bound).SelectMany(static chunk => chunk.ToStored()).Where(one => IsWanted(one.Figures, after, bound, last)));
        rows.Sort(static (one, other) => Compare(SnapshotCursor.Of(one.Figures), SnapshotCursor.Of(other.Figures)));
        return rows;
    }

    private List<T> Read<T>(SqliteConnection connection, SqliteTransaction transaction, string what, SnapshotCursor? after, int limit, long bound) => connection.Query<T>(
        what,
        new
        {
            session,
            target,
            time.FromUs,
            time.ToUs,
            StartUs = after?.StartUs ?? long.MinValue,
            AfterTarget = after?.Target ?? -1,
            Seq = after?.Seq ?? -1,
            bound,
            limit,
        },
        transaction).AsList();

    private bool IsWanted(SnapshotFigures one, SnapshotCursor? after, long bound, SnapshotCursor? last)
    {
        var at = SnapshotCursor.Of(one);
        return one.StartUs < Math.Min(bound, time.ToUs) && one.EndUs > time.FromUs
            && (after is not { } begin || Compare(at, begin) > 0) && (last is not { } end || Compare(at, end) <= 0);
    }

    private static int Compare(SnapshotCursor one, SnapshotCursor other)
        => (one.StartUs, one.Target, one.Seq).CompareTo((other.StartUs, other.Target, other.Seq));
}
