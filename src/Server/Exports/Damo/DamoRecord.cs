using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing;

namespace Damon.Server.Exports.Damo;

/// <summary>
/// What <c>damo report</c> reads: JSON through zlib, a record a target. What could not be observed is left out, because the
/// format cannot tell it from cold.
/// </summary>
internal static class DamoRecord
{
    private const long NanosecondsPerMicrosecond = 1_000;

    /// <summary>Writes it while the history is read; the stream stays open.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    public static async Task WriteAsync(Stream output, ExportScope scope, IHistoryReader history, CancellationToken cancellation)
    {
        await using var packed = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true);
        var text = PipeWriter.Create(packed, new StreamPipeWriterOptions(leaveOpen: true));
        using var json = new Utf8JsonWriter(text);
        json.WriteStartArray();
        foreach (var target in scope.Targets)
        {
            var intervals = DamoIntervals.Of(scope, target.Index, history);
            WriteHead(json, target.Index, intervals);
            json.WriteStartArray("snapshots");
            foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
            {
                WriteSnapshot(json, snapshot, scope.Addresses, intervals);
                json.Flush();
                await ExportFlow.PaceAsync(text, cancellation);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        await text.CompleteAsync();
    }

    /// <summary>Without a thread and a context of the kernel's: with these, damo's reports of all targets at once find no record.</summary>
    private static void WriteHead(Utf8JsonWriter json, int target, DamoIntervals intervals)
    {
        json.WriteStartObject();
        json.WriteNull("kdamond_idx");
        json.WriteNull("context_idx");
        intervals.Write(json);
        json.WriteNull("scheme_idx");
        json.WriteNumber("target_id", target);
        json.WriteStartArray("scheme_filters");
        json.WriteEndArray();
    }

    private static void WriteSnapshot(Utf8JsonWriter json, StoredSnapshot snapshot, AddressRange addresses, DamoIntervals intervals)
    {
        var figures = snapshot.Figures;
        json.WriteStartObject();
        json.WriteNumber("start_time", figures.StartUs * NanosecondsPerMicrosecond);
        json.WriteNumber("end_time", figures.EndUs * NanosecondsPerMicrosecond);
        WriteNumber(json, "sample_interval_us", intervals.SamplingUs(figures));
        json.WriteStartArray("regions");
        var total = 0UL;
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            var part = new AddressRange(regions.Start, regions.End).Overlap(addresses);
            if (part.Size > 0 && AccessRate.Of(regions.NrAccesses, regions.Unknown, figures.MaxNrAccesses).Percent is { } percent)
            {
                WriteRegion(json, part, regions, percent);
                total += part.Size;
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total_bytes", total);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, AddressRange part, in RegionReader region, double percent)
    {
        json.WriteStartObject();
        json.WriteNumber("start", part.Start);
        json.WriteNumber("end", part.End);
        json.WriteStartObject("nr_accesses");
        json.WriteNumber("samples", region.NrAccesses);
        json.WriteNumber("percent", percent);
        json.WriteEndObject();
        WriteAge(json, region);
        json.WriteEndObject();
    }

    /// <summary>The time is the clock's: intervals differ in length, so that their number times one of them is none.</summary>
    private static void WriteAge(Utf8JsonWriter json, in RegionReader region)
    {
        json.WriteStartObject("age");
        WriteNumber(json, "usec", region.HasSince ? Math.Max(0, region.UnchangedUs) : null);
        json.WriteNumber("aggr_intervals", region.Age);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? known)
    {
        if (known is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
