using System.Diagnostics;
using Damon.Contracts.Monitoring;
using Damon.Model.Binning;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.History;
using Damon.Server.History.Sqlite;

namespace Damon.Benchmarks.Storing;

/// <summary>
/// What a picture of 600 x 300 cells costs by the length of its time, of a recording of hours that was stored as a server
/// stores it, only faster.
/// </summary>
internal static class DayPictures
{
    private const long Second = 1_000_000;
    private const long StartUs = 1_800_000_000 * Second;
    private const long SnapshotsAnHour = 36_000;
    private const int Batch = 64;
    private const int Columns = 600;
    private const int Rows = 300;
    private const int Rounds = 9;

    /// <summary>Runs.</summary>
    /// <param name="arguments">Hours, 24 when left out; then where the database is to stay, or is already; then times, such as "1 h", to draw only these.</param>
    public static void Run(string[] arguments)
    {
        var hours = arguments.Length > 0 ? double.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 24;
        var folder = Directory.CreateTempSubdirectory("damon-day-");
        try
        {
            var path = arguments.Length > 1 ? arguments[1] : Path.Combine(folder.FullName, "damon.db");
            var isThere = File.Exists(path);
            using var database = new SqliteDatabase(path, maxMegabytes: 0);
            using var store = new SqliteHistoryStore(database);
            store.Prepare();
            if (!isThere)
            {
                Write(store, (long)(hours * SnapshotsAnHour), path);
            }

            Draw(store, arguments.Length > 2 ? arguments[2..] : null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(SqliteHistoryStore store, long count, string path)
    {
        var session = MadeSession.Of(1, DateTimeOffset.UnixEpoch.AddMicroseconds(StartUs));
        store.Append(new HistoryBatch([session], [], [], []));
        var day = new SyntheticDay(StartUs);
        var (watch, writing, regions) = (Stopwatch.StartNew(), new Stopwatch(), 0L);
        for (var seq = 0L; seq < count; seq += Batch)
        {
            StoredSnapshot[] batch = [.. Enumerable.Range(0, (int)Math.Min(Batch, count - seq)).Select(i => StoredSnapshot.Of(1, day.Next(seq + i)))];
            regions += batch.Sum(static one => (long)one.Figures.NrRegions);
            writing.Start();
            store.Append(new HistoryBatch([], batch, [], []));
            Tidy();
            writing.Stop();
        }

        writing.Start();
        store.Append(new HistoryBatch([session with { State = SessionState.Stopped, EndedAt = session.StartedAt.AddMicroseconds(count * 100_000) }], [], [], []));
        Tidy();
        writing.Stop();
        var table = new Table("snapshots", "regions each", "storing, us a snapshot", "with making them, s", "file, MB", "bytes a region");
        var bytes = (double)new FileInfo(path).Length;
        table.Row(count, regions / (double)count, writing.Elapsed.TotalMicroseconds / count, watch.Elapsed.TotalSeconds, bytes / (1 << 20), bytes / regions);

        void Tidy()
        {
            while (store.Tidy())
            {
            }
        }
    }

    private static void Draw(SqliteHistoryStore store, string[]? names)
    {
        var figures = store.Sessions()[0];
        var table = new Table("time", "measure", "first, ms", "median, ms", "lowest .. highest, ms", "allocated, MB");
        var endUs = figures.LastUs ?? StartUs;
        foreach (var (name, length) in new (string, long)[] { ("10 s", 10 * Second), ("32 s", 32 * Second), ("1 min", 60 * Second), ("4 min", 240 * Second), ("10 min", 600 * Second), ("1 h", 3_600 * Second), ("24 h", 86_400 * Second) })
        {
            if (endUs - StartUs < length || names?.Contains(name) == false)
            {
                continue;
            }

            foreach (var measure in Enum.GetValues<CellMeasure>())
            {
                var times = new List<double>();
                var allocated = 0L;
                for (var i = 0; i < Rounds; i++)
                {
                    // Not the same place each time, as users do not look at the same either.
                    var from = StartUs + ((endUs - StartUs - length) * i / Rounds);
                    var before = GC.GetTotalAllocatedBytes();
                    var watch = Stopwatch.StartNew();
                    Picture(store, 1, new TimeRange(from, from + length), measure);
                    times.Add(watch.Elapsed.TotalMilliseconds);
                    allocated = GC.GetTotalAllocatedBytes() - before;
                }

                var first = times[0];
                times.Sort();
                table.Row(name, measure, first, times[Rounds / 2], $"{times[0]:0} .. {times[^1]:0}", allocated / (double)(1 << 20));
            }
        }
    }

    /// <summary>Draws.</summary>
    public static void Picture(SqliteHistoryStore store, long session, TimeRange time, CellMeasure measure)
    {
        HeatmapBounds[] parts =
        [
            Bounds(0x5600_0000_0000, 0x5600_1000_0000, 60), Bounds(0x7f00_0000_0000, 0x7f00_c000_0000, 200), Bounds(0x7fff_0000_0000, 0x7fff_0040_0000, Rows - 260),
        ];
        HeatmapBuilder.Pack(parts, store.Stream(session, 0, time, (time.ToUs - time.FromUs) / Columns), CancellationToken.None);

        HeatmapBounds Bounds(ulong start, ulong end, int rows) => new(time.FromUs, time.ToUs, start, end, Columns, rows) { EvenRows = true, Measure = measure };
    }
}
