using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>A line a region, for spreadsheets and scripts.</summary>
internal sealed class CsvExport : IExportFormat
{
    private const string Head = "target,pid,seq,start_us,end_us,region_start,region_end,size_bytes,nr_accesses,max_nr_accesses,unknown_samples,access_rate_percent,age_aggregations,mapping\n";

    // Twelve numbers and their commas.
    private const int LongestNumbers = 320;

    public string Name => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        Write(output, Head);
        foreach (var target in scope.Targets)
        {
            var mappings = new MappingsOverTime(history, scope.Key, target.Index);
            foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
            {
                WriteLines(output, target, snapshot, scope.Addresses, mappings.At(snapshot.Figures.EndUs));
                await ExportFlow.PaceAsync(output, cancellation);
            }
        }
    }

    private static void WriteLines(PipeWriter output, SessionTarget target, StoredSnapshot snapshot, AddressRange addresses, Mapping[] mappings)
    {
        var lookup = new MappingLookup(mappings);
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (addresses.Intersects(new AddressRange(regions.Start, regions.End)))
            {
                WriteNumbers(output, target, snapshot, regions);
                Write(output, lookup.Of(regions.Start, regions.End) is { } mapping ? CsvCell.Of(mapping.Name.Length > 0 ? mapping.Name : "anonymous") : "");
                Write(output, "\n");
            }
        }
    }

    private static void WriteNumbers(PipeWriter output, SessionTarget target, StoredSnapshot snapshot, in RegionReader region)
    {
        var unknown = Math.Min(region.Unknown, snapshot.Figures.MaxNrAccesses);
        var rate = AccessRate.Of(region.NrAccesses, unknown, snapshot.Figures.MaxNrAccesses).Percent?.ToString("0.####", CultureInfo.InvariantCulture);
        Utf8.TryWrite(
            output.GetSpan(LongestNumbers),
            CultureInfo.InvariantCulture,
            $"{target.Index},{target.Pid},{snapshot.Figures.Seq},{snapshot.Figures.StartUs},{snapshot.Figures.EndUs},0x{region.Start:x},0x{region.End:x},{region.End - region.Start},{region.NrAccesses},{snapshot.Figures.MaxNrAccesses},{unknown},{rate},{region.Age},",
            out var written);
        output.Advance(written);
    }

    private static void Write(PipeWriter output, string text)
        => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
