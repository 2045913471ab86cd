using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing;

namespace Damon.Server.Exports;

/// <summary>
/// The record file of damo, DAMON's command line tool: JSON through zlib, a record a target. What could not be observed
/// is left out, because the format cannot tell it from cold.
/// </summary>
internal sealed class DamoExport : IExportFormat
{
    private const long NanosecondsPerMicrosecond = 1_000;

    public string Name => "damo";

    public string ContentType => "application/zlib";

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        await using var packed = new ZLibStream(output.AsStream(leaveOpen: true), CompressionLevel.Optimal);
        var text = PipeWriter.Create(packed, new StreamPipeWriterOptions(leaveOpen: true));
        using var json = new Utf8JsonWriter(text);
        json.WriteStartArray();
        foreach (var target in scope.Targets)
        {
            WriteHead(json, target.Index, scope.Session.Attributes);
            json.WriteStartArray("snapshots");
            foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
            {
                WriteSnapshot(json, snapshot, scope.Addresses);
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

    private static void WriteHead(Utf8JsonWriter json, int target, MonitoringAttributes attributes)
    {
        json.WriteStartObject();
        json.WriteNumber("kdamond_idx", 0);
        json.WriteNumber("context_idx", 0);
        json.WriteStartObject("intervals");
        json.WriteNumber("sample_us", attributes.SamplingIntervalUs);
        json.WriteNumber("aggr_us", attributes.AggregationIntervalUs);
        json.WriteNumber("ops_update_us", attributes.UpdateIntervalUs);
        json.WriteEndObject();
        json.WriteNull("scheme_idx");
        json.WriteNumber("target_id", target);
        json.WriteStartArray("scheme_filters");
        json.WriteEndArray();
    }

    private static void WriteSnapshot(Utf8JsonWriter json, StoredSnapshot snapshot, AddressRange addresses)
    {
        json.WriteStartObject();
        json.WriteNumber("start_time", snapshot.Figures.StartUs * NanosecondsPerMicrosecond);
        json.WriteNumber("end_time", snapshot.Figures.EndUs * NanosecondsPerMicrosecond);
        json.WriteNumber("sample_interval_us", snapshot.Figures.SamplingUs);
        json.WriteStartArray("regions");
        var total = 0UL;
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (addresses.Intersects(new AddressRange(regions.Start, regions.End)) && AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.Figures.MaxNrAccesses).Percent is { } percent)
            {
                WriteRegion(json, regions, percent, snapshot.Figures.EndUs - snapshot.Figures.StartUs);
                total += regions.End - regions.Start;
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total_bytes", total);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, in RegionReader region, double percent, long aggregationUs)
    {
        json.WriteStartObject();
        json.WriteNumber("start", region.Start);
        json.WriteNumber("end", region.End);
        json.WriteStartObject("nr_accesses");
        json.WriteNumber("samples", region.NrAccesses);
        json.WriteNumber("percent", percent);
        json.WriteEndObject();
        json.WriteStartObject("age");
        json.WriteNumber("usec", region.Age * aggregationUs);
        json.WriteNumber("aggr_intervals", region.Age);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
