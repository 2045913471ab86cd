using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>Puts a batch into a transaction, and notes what became of it.</summary>
internal sealed class SqliteAppend(SqliteConnection connection, SqliteTransaction transaction)
{
    private readonly Dictionary<long, List<SnapshotFigures>> _added = [];
    private readonly List<string> _refused = [];

    /// <summary>What was added so far.</summary>
    public HistoryReceipt Receipt => new(Spans, _refused);

    private List<StoredSpan> Spans => [.. _added.Select(static one => StoredSpan.Of(one.Key, one.Value))];

    /// <summary>Adds everything that is not refused.</summary>
    /// <exception cref="SqliteException">The database cannot be written.</exception>
    public void Add(HistoryBatch batch)
    {
        foreach (var session in batch.Sessions)
        {
            UnlessRefused($"session {session.Id}", () => SqliteStatements.Save(connection, transaction, session));
        }

        foreach (var snapshot in batch.Snapshots)
        {
            UnlessRefused($"snapshot {snapshot.Figures.Seq} of target {snapshot.Figures.Target} of session {snapshot.Session}", () =>
            {
                if (SqliteStatements.Add(connection, transaction, snapshot))
                {
                    if (!_added.TryGetValue(snapshot.Session, out var own))
                    {
                        _added[snapshot.Session] = own = [];
                    }

                    own.Add(snapshot.Figures);
                }
            });
        }

        foreach (var mappings in batch.Mappings)
        {
            UnlessRefused($"mappings of target {mappings.Target} of session {mappings.Session}", () => SqliteStatements.Add(connection, transaction, mappings));
        }

        foreach (var idle in batch.Idle)
        {
            UnlessRefused($"idle ages of target {idle.Target} of session {idle.Session}", () => SqliteStatements.Add(connection, transaction, idle));
        }

        foreach (var span in Spans)
        {
            SqliteStatements.Count(connection, transaction, span);
        }
    }

    /// <summary>Too big (18), or against a constraint or a type (19, 20): it will never go in, and must not keep the others out.</summary>
    private void UnlessRefused(FormattableString what, Action add)
    {
        try
        {
            add();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 18 or 19 or 20)
        {
            _refused.Add(FormattableString.Invariant(what) + " was refused: " + e.Message);
        }
    }
}
