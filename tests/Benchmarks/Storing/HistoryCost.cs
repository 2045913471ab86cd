using System.Diagnostics;
using Damon.Contracts.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Damon.Benchmarks.Storing;

/// <summary>What storing costs: targets with 1,000 regions each, a snapshot of each every 100 ms, all at the same moment.</summary>
internal static class HistoryCost
{
    private const int Regions = 1_000;
    private const int Rounds = 50;

    private static readonly TimeSpan Aggregation = TimeSpan.FromMilliseconds(100);

    public static void Run(string[] arguments)
    {
        var table = new Table("targets", "on the way", "snapshots/s", "commits/s", "CPU us each", "wait ms 50 %", "wait ms 95 %");
        foreach (var targets in new[] { 1, 4, 16, 32 })
        {
            foreach (var onTheWay in new[] { 1, 16 })
            {
                MeasureAsync(table, targets, onTheWay).Wait();
            }
        }
    }

    private static async Task MeasureAsync(Table table, int targets, int onTheWay)
    {
        var directory = Directory.CreateTempSubdirectory("damon-history-");
        try
        {
            using var database = new SqliteDatabase(Path.Combine(directory.FullName, "damon.db"), maxMegabytes: 0);
            using var store = new SqliteHistoryStore(database);
            using var writer = new HistoryWriter(store, TimeProvider.System, NullLogger<HistoryWriter>.Instance);
            var commits = 0;
            writer.Stored += _ => commits++;
            await writer.StartAsync(CancellationToken.None);
            writer.Save(MadeSession.Of(1, DateTimeOffset.UnixEpoch));
            await writer.FlushAsync(TimeSpan.FromSeconds(5));
            var snapshot = StoredSnapshot.Of(1, new Snapshot
            {
                MaxNrAccesses = 20,
                Regions = [.. Enumerable.Range(0, Regions).Select(i => new RegionSample((ulong)(i + 1) << 20, (ulong)(i + 2) << 20, i % 21, i % 600))],
            });
            await PushAsync(10);
            commits = 0;
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var waits = await PushAsync(Rounds);
            var seconds = watch.Elapsed.TotalSeconds;
            var used = Environment.CpuUsage.TotalTime - cpu;
            await writer.StopAsync(CancellationToken.None);
            waits.Sort();
            table.Row(targets, onTheWay, waits.Count / seconds, commits / seconds, used.TotalMicroseconds / waits.Count, waits[waits.Count / 2], waits[waits.Count * 95 / 100]);

            async Task<List<double>> PushAsync(int rounds)
            {
                var times = new List<double>();
                using var timer = new PeriodicTimer(Aggregation);
                for (var round = 0; round < rounds && await timer.WaitForNextTickAsync(); round++)
                {
                    var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000;
                    for (var target = 0; target < targets; target += onTheWay)
                    {
                        times.AddRange(await Task.WhenAll(Enumerable.Range(target, Math.Min(onTheWay, targets - target)).Select(async index =>
                        {
                            var began = Stopwatch.GetTimestamp();
                            var figures = snapshot.Figures with { Target = index, Seq = start, StartUs = start, EndUs = start + 100_000 };
                            await writer.AddAsync(snapshot with { Figures = figures }, "sampler");
                            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                        })));
                    }
                }

                return times;
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
