using System.Diagnostics;
using System.Globalization;
using Damon.Contracts.Monitoring;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Damon.Benchmarks.Storing;

/// <summary>Twenty sessions of 1,000 regions are stored, ten snapshots of each a second, while four readers draw their pictures.</summary>
internal static class Sustained
{
    private const int Sessions = 20;
    private const int Regions = 1_000;
    private const int Readers = 4;
    private const int Made = 600;
    private const long IntervalUs = 100_000;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs.</summary>
    /// <param name="arguments">Seconds, 120 when left out.</param>
    public static void Run(string[] arguments)
        => MeasureAsync(arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 120).Wait();

    private static async Task MeasureAsync(int seconds)
    {
        var directory = Directory.CreateTempSubdirectory("damon-sustained-");
        try
        {
            var path = Path.Combine(directory.FullName, "damon.db");
            using var database = new SqliteDatabase(path, maxMegabytes: 0);
            using var store = new SqliteHistoryStore(database);
            using var writer = new HistoryWriter(store, TimeProvider.System, NullLogger<HistoryWriter>.Instance);
            await writer.StartAsync(CancellationToken.None);
            var made = Make();
            foreach (var key in Enumerable.Range(1, Sessions))
            {
                writer.Save(MadeSession.Of(key, DateTimeOffset.UtcNow));
            }

            await writer.FlushAsync(TimeSpan.FromSeconds(5));
            using var end = new CancellationTokenSource();
            var pictures = new List<double>[Readers];
            var readers = Enumerable.Range(0, Readers).Select(i => Task.Run(() => Draw(store, pictures[i] = [], i, end.Token))).ToArray();
            var (watch, cpu, written) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, Written());
            var (waits, taken, log) = await PushAsync(writer, made, seconds, path + "-wal");
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / watch.Elapsed.TotalSeconds;
            var bytes = (Written() - written) / watch.Elapsed.TotalSeconds;
            await end.CancelAsync();
            await Task.WhenAll(readers);
            await writer.StopAsync(CancellationToken.None);
            var stored = Enumerable.Range(1, Sessions).Sum(key => store.Count(key, 0, TimeRange.All));
            var drawn = pictures.SelectMany(static one => one).Order().ToList();
            waits.Sort();
            const double Mb = 1 << 20;
            var table = new Table("snapshots", "missing", "of one core, %", "written, MB/s", "log at most, MB", "file, MB", "wait ms 50 %", "wait ms 95 %", "pictures", "picture ms 50 %", "picture ms 95 %");
            table.Row(
                taken, taken - stored, 100 * used, bytes / Mb, log / Mb, new FileInfo(path).Length / Mb, waits[waits.Count / 2], waits[waits.Count * 95 / 100],
                drawn.Count, drawn[drawn.Count / 2], drawn[drawn.Count * 95 / 100]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // Made before: what is measured is storing.
    private static List<Snapshot> Make()
    {
        var day = new SyntheticDay(0, Regions, Regions);
        for (var seq = 0; seq < Made; seq++)
        {
            day.Next(seq);
        }

        return [.. Enumerable.Range(Made, Made).Select(seq => day.Next(seq))];
    }

    private static async Task<(List<double> Waits, long Taken, long Log)> PushAsync(HistoryWriter writer, List<Snapshot> made, int seconds, string log)
    {
        var (waits, taken, longest) = (new List<double>(), 0L, 0L);
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(IntervalUs));
        for (var round = 0; round < seconds * 1_000_000L / IntervalUs && await timer.WaitForNextTickAsync(); round++)
        {
            var endUs = UnixTime.ToMicroseconds(DateTimeOffset.UtcNow);
            var times = await Task.WhenAll(Enumerable.Range(1, Sessions).Select(async key =>
            {
                var one = made[(round + (key * 29)) % Made];
                var began = Stopwatch.GetTimestamp();
                var shift = endUs - one.EndUs;
                var snapshot = StoredSnapshot.Of(key, one with { Seq = round, StartUs = one.StartUs + shift, EndUs = endUs, SinceUs = [.. one.SinceUs!.Select(us => us + shift)] });
                await writer.AddAsync(snapshot, $"sampler-{key}");
                return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }));
            waits.AddRange(times);
            taken += times.Length;
            longest = Math.Max(longest, new FileInfo(log).Length);
        }

        return (waits, taken, longest);
    }

    // The last ten seconds, the last minute, all: of one session after another.
    private static void Draw(SqliteHistoryStore store, List<double> times, int reader, CancellationToken cancellation)
    {
        var random = new Random(reader);
        while (!cancellation.WaitHandle.WaitOne(Rest))
        {
            var now = UnixTime.ToMicroseconds(DateTimeOffset.UtcNow);
            var length = 10_000_000L * (long)Math.Pow(6, random.Next(3));
            var watch = Stopwatch.StartNew();
            DayPictures.Picture(store, random.Next(1, Sessions + 1), new TimeRange(now - length, now), default);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
    }

    private static long Written() => long.Parse(
        File.ReadLines("/proc/self/io").First(static line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
