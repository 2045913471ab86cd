using System.Diagnostics;
using System.Globalization;
using Damon.Benchmarks.Crowds;

namespace Damon.Benchmarks.Soaking;

/// <summary>Whether server and sampler stay as they are while ten sessions are recorded, twenty viewers watch, and targets come and go.</summary>
internal static class Soak
{
    private const int Viewers = 20;
    private const double Mib = 1 << 20;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs.</summary>
    /// <param name="arguments">Minutes, 30 unless told otherwise; a file for the picture, soak.svg unless told otherwise; another publication.</param>
    public static void Run(string[] arguments)
    {
        var minutes = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 30;
        var picture = arguments.Length > 1 ? arguments[1] : "soak.svg";
        using var stack = new PublishedStack(arguments.Length > 2 ? arguments[2] : PublishedStack.Default);
        using var targets = new SoakedTargets(stack);
        targets.Start();
        using var end = new CancellationTokenSource();
        Task<(long Received, long Lost, long Unaccounted)>[] viewers = [.. Enumerable.Range(0, Viewers).Select(slot => Task.Run(() => ViewAsync(stack, targets, slot, end.Token)))];
        Series[] all =
        [
            new("server, resident", "MiB"), new("server, of no file", "MiB"), new("server, descriptors", ""), new("server, threads", ""),
            new("sampler, resident", "MiB"), new("sampler, of no file", "MiB"), new("sampler, descriptors", ""), new("sampler, threads", ""),
            new("write-ahead log", "MiB"), new("snapshots lost", ""),
        ];
        var table = new Table(["minute", .. all.Select(static one => one.Name)]);
        var watch = Stopwatch.StartNew();
        for (var next = TimeSpan.Zero; watch.Elapsed.TotalMinutes < minutes; Thread.Sleep(Step))
        {
            targets.Advance(watch.Elapsed);
            if (watch.Elapsed >= next)
            {
                next += Every;
                Sample(stack, targets, all, watch.Elapsed.TotalMinutes);
                table.Row([Math.Round(watch.Elapsed.TotalMinutes, 2), .. all.Select(static one => (object)one.At(1))]);
            }
        }

        end.Cancel();
        var seen = Task.WhenAll(viewers).Result;
        Console.WriteLine();
        Tell(all);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{targets.Came} processes came; {Viewers} viewers received {seen.Sum(static one => one.Received)} snapshots, were told of {seen.Sum(static one => one.Lost)} lost, and {seen.Sum(static one => one.Unaccounted)} are missing without a word."));
        File.WriteAllText(picture, SoakPlot.Of(string.Create(CultureInfo.InvariantCulture, $"{minutes:0.#} minutes: 10 sessions, {Viewers} viewers, {targets.Came} processes that come and go"), all));
        Console.WriteLine($"The picture is {Path.GetFullPath(picture)}.");
    }

    private static void Sample(PublishedStack stack, SoakedTargets targets, Series[] all, double minute)
    {
        var (server, sampler) = (ProcessState.Of(stack.Server.Id), ProcessState.Of(stack.Sampler.Id));
        var log = new FileInfo(stack.Database + "-wal");
        double[] values =
        [
            server.ResidentMib, server.AnonymousMib, server.Descriptors, server.Threads, sampler.ResidentMib, sampler.AnonymousMib, sampler.Descriptors, sampler.Threads,
            log.Exists ? log.Length / Mib : 0, targets.Lost(),
        ];
        foreach (var (one, value) in all.Zip(values))
        {
            one.Add(minute, value);
        }
    }

    private static void Tell(Series[] all)
    {
        var table = new Table("figure", "unit", "at first", "after a third", "after two thirds", "at the end", "at most", "growth an hour");
        foreach (var one in all)
        {
            table.Row(one.Name, one.Unit, one.At(0), one.At(1 / 3.0), one.At(2 / 3.0), one.At(1), one.Most, one.GrowthPerHour());
        }
    }

    // Whoever watches a session that ends goes to the one in its place.
    private static async Task<(long Received, long Lost, long Unaccounted)> ViewAsync(PublishedStack stack, SoakedTargets targets, int slot, CancellationToken end)
    {
        var (received, lost, unaccounted) = (0L, 0L, 0L);
        while (!end.IsCancellationRequested)
        {
            await using var viewer = new Viewer(stack, targets.Sessions[slot % targets.Sessions.Count]);
            await viewer.WatchAsync(end);
            (received, lost, unaccounted) = (received + viewer.Received, lost + viewer.Lost, unaccounted + viewer.Unaccounted);
            await Task.WhenAny(Task.Delay(Step, end));
        }

        return (received, lost, unaccounted);
    }
}
