namespace Damon.Server.History.Sqlite;

/// <summary>
/// The schema as the list of steps that built it; <c>user_version</c> counts those done. A step once released is never
/// changed, only followed.
/// </summary>
internal static class Migrations
{
    /// <summary>The steps, oldest first.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE sessions (
          key INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          state TEXT NOT NULL,
          ended_because TEXT,
          operations TEXT NOT NULL,
          sampler TEXT NOT NULL,
          attributes TEXT NOT NULL,
          follow_children INTEGER NOT NULL,
          started_us INTEGER NOT NULL,
          ended_us INTEGER,
          sampler_cpu_us INTEGER NOT NULL,
          sampler_lost INTEGER NOT NULL,
          server_lost INTEGER NOT NULL,
          snapshot_count INTEGER NOT NULL DEFAULT 0,
          first_us INTEGER,
          last_us INTEGER
        );
        CREATE TABLE targets (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          pid INTEGER NOT NULL,
          start_us INTEGER NOT NULL,
          name TEXT NOT NULL,
          command_line TEXT NOT NULL,
          ended_because TEXT,
          PRIMARY KEY (session, target)
        ) WITHOUT ROWID;
        CREATE TABLE snapshots (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          start_us INTEGER NOT NULL,
          end_us INTEGER NOT NULL,
          max_nr INTEGER NOT NULL,
          nr_regions INTEGER NOT NULL,
          wss INTEGER NOT NULL,
          resident INTEGER,
          sampler_cpu_us INTEGER NOT NULL,
          sampling_us INTEGER NOT NULL,
          missed_ticks INTEGER NOT NULL,
          regions BLOB NOT NULL
        );
        CREATE UNIQUE INDEX snapshots_once ON snapshots (session, target, seq);
        CREATE INDEX snapshots_in_time ON snapshots (session, start_us, target, seq, end_us);
        CREATE TABLE mappings (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          at_us INTEGER NOT NULL,
          mappings BLOB NOT NULL
        );
        CREATE UNIQUE INDEX mappings_once ON mappings (session, target, at_us);
        """,
        "ALTER TABLE sessions ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
        """
        ALTER TABLE snapshots ADD COLUMN touched INTEGER;
        ALTER TABLE snapshots ADD COLUMN touched_error INTEGER;
        """,
        """
        CREATE TABLE idle (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          at_us INTEGER NOT NULL,
          watched_us INTEGER NOT NULL,
          resolution_us INTEGER NOT NULL,
          pieces BLOB NOT NULL
        );
        CREATE UNIQUE INDEX idle_once ON idle (session, target, at_us);
        """,
        """
        ALTER TABLE sessions ADD COLUMN member_groups TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE targets ADD COLUMN member_group INTEGER;
        ALTER TABLE targets ADD COLUMN has_regions INTEGER NOT NULL DEFAULT 1;
        """,
        """
        ALTER TABLE targets ADD COLUMN earlier_programs TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE targets ADD COLUMN restart_of INTEGER;
        """,
        """
        CREATE TABLE chunks (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          first_seq INTEGER NOT NULL,
          last_seq INTEGER NOT NULL,
          first_us INTEGER NOT NULL,
          last_start_us INTEGER NOT NULL,
          last_us INTEGER NOT NULL,
          figures BLOB NOT NULL,
          regions BLOB NOT NULL
        );
        CREATE UNIQUE INDEX chunks_once ON chunks (session, target, first_seq);
        CREATE INDEX chunks_in_time ON chunks (session, target, first_us, last_us, last_start_us, last_seq);
        ALTER TABLE sessions ADD COLUMN kept_from_us INTEGER;
        """,
        """
        CREATE TABLE tiles (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          level INTEGER NOT NULL,
          first_us INTEGER NOT NULL,
          last_us INTEGER NOT NULL,
          figures BLOB NOT NULL,
          regions BLOB NOT NULL
        );
        CREATE UNIQUE INDEX tiles_in_time ON tiles (session, target, level, first_us, last_us);
        """,
        """
        CREATE TABLE sequences (
          session INTEGER NOT NULL REFERENCES sessions(key) ON DELETE CASCADE,
          target INTEGER NOT NULL,
          last_seq INTEGER NOT NULL,
          stored INTEGER NOT NULL,
          PRIMARY KEY (session, target)
        ) WITHOUT ROWID;
        INSERT INTO sequences (session, target, last_seq, stored)
          SELECT session, target, max(last), sum(number) + iif(kept_from_us IS NULL, 0, min(first)) FROM (
            SELECT session, target, first_seq AS first, last_seq AS last, last_seq - first_seq + 1 AS number FROM chunks
            UNION ALL SELECT session, target, seq, seq, 1 FROM snapshots)
          JOIN sessions ON key = session GROUP BY session, target;
        ALTER TABLE sessions ADD COLUMN taken INTEGER;
        """,
        "ALTER TABLE sessions ADD COLUMN is_deleted INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sessions ADD COLUMN damage TEXT",
    ];
}
