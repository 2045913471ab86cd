using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;

namespace Damon.Benchmarks.Storing;

/// <summary>
/// What importing a record costs, in the layout of damo's own files: seconds, and the memory that a server has used at most,
/// against one that has imported nothing. Give the record's size in MB of JSON; 1,000 without it.
/// </summary>
internal static class ImportCost
{
    private const int Regions = 1_000;
    private const int Snapshot = 100_000_000; // nanoseconds

    public static void Run(string[] arguments)
    {
        var megabytes = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000;
        var folder = Directory.CreateTempSubdirectory("damon-benchmark-");
        var table = new Table("record", "JSON, MB", "file, MB", "snapshots", "seconds", "MB of JSON a second", "server's peak before, MB", "and after, MB", "stored, MB");
        try
        {
            foreach (var packed in new[] { true, false })
            {
                var file = Path.Combine(folder.FullName, "record");
                var (written, snapshots) = Write(file, megabytes * 1_000_000L, packed);
                using var stack = new PublishedStack(PublishedStack.Default);
                var before = Peak(stack.Server);
                var watch = Stopwatch.StartNew();
                var stored = stack.Import(file);
                var seconds = watch.Elapsed.TotalSeconds;
                if (stored.SnapshotCount != snapshots)
                {
                    throw new InvalidOperationException($"{stored.SnapshotCount} snapshots are stored, not {snapshots}.");
                }

                table.Row(packed ? "through zlib" : "plain", written / 1e6, new FileInfo(file).Length / 1e6, snapshots, seconds, written / 1e6 / seconds, before, Peak(stack.Server), stack.HistoryBytes / 1e6);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (long Bytes, long Snapshots) Write(string path, long most, bool packed)
    {
        using var file = File.Create(path);
        using Stream packing = packed ? new ZLibStream(file, CompressionLevel.Fastest) : new BufferedStream(file);
        using var text = new StreamWriter(packing) { NewLine = "\n" };
        var random = new Random(1);
        var written = 0L;
        var snapshots = 0L;
        Put("""
            [
                {
                    "kdamond_idx": 0,
                    "context_idx": 0,
                    "intervals": { "sample_us": "5000", "aggr_us": "100000", "ops_update_us": "1000000" },
                    "scheme_idx": null,
                    "target_id": 0,
                    "scheme_filters": [],
                    "snapshots": [
            """);
        while (written < most)
        {
            var start = 1_700_000_000_000_000_000 + (snapshots * Snapshot);
            Put(string.Create(CultureInfo.InvariantCulture, $$"""{{(snapshots++ > 0 ? "," : "")}}{ "start_time": "{{start}}", "end_time": "{{start + Snapshot}}", "regions": ["""));
            var address = 94_827_419_009_024UL;
            for (var i = 0; i < Regions; i++)
            {
                var end = address + ((ulong)random.Next(1, 1_000) * 4_096);
                Put(string.Create(CultureInfo.InvariantCulture, $$"""
                    {{(i > 0 ? "," : "")}}
                                        {
                                            "start": "{{address:N0}}",
                                            "end": "{{end:N0}}",
                                            "nr_accesses": {
                                                "samples": {{random.Next(0, 21)}},
                                                "percent": null
                                            },
                                            "age": {
                                                "usec": null,
                                                "aggr_intervals": "{{random.Next(0, 100)}}"
                                            },
                                            "sz_filter_passed": "0 B"
                                        }
                    """));
                address = end;
            }

            Put("] }\n");
        }

        Put("] } ]\n");
        return (written, snapshots);

        void Put(string part)
        {
            text.Write(part);
            written += part.Length;
        }
    }

    /// <summary>The most memory a process has had resident so far, MB.</summary>
    private static double Peak(Process process)
        => File.ReadLines($"/proc/{process.Id}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kib, ..] ? double.Parse(kib, CultureInfo.InvariantCulture) * 1_024 / 1e6 : 0;
}
