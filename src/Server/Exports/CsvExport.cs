using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>A line a region, for spreadsheets and scripts.</summary>
internal sealed class CsvExport : IExportFormat
{
    private const string Head = "target,pid,seq,start_us,end_us,region_start,region_end,size_bytes,nr_accesses,max_nr_accesses,unknown_samples,access_rate_percent,age_aggregations,mapping,since_us,samples,touched_percent,touched_error_percent\n";

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
                Write(output, lookup.Of(regions.Start, regions.End) is { } mapping ? CsvCell.Of(mapping.Called.Length > 0 ? mapping.Called : "anonymous") : "");
                WriteCertainty(output, snapshot, regions);
            }
        }
    }

    private static void WriteNumbers(PipeWriter output, SessionTarget target, StoredSnapshot snapshot, in RegionReader region)
    {
        var unknown = Math.Min(region.Unknown, snapshot.Figures.MaxNrAccesses);
        var rate = Text(AccessRate.Of(region.NrAccesses, unknown, snapshot.Figures.MaxNrAccesses).Percent);
        Utf8.TryWrite(
            output.GetSpan(LongestNumbers),
            CultureInfo.InvariantCulture,
            $"{target.Index},{target.Pid},{snapshot.Figures.Seq},{snapshot.Figures.StartUs},{snapshot.Figures.EndUs},0x{region.Start:x},0x{region.End:x},{region.End - region.Start},{region.NrAccesses},{snapshot.Figures.MaxNrAccesses},{unknown},{rate},{region.Age},",
            out var written);
        output.Advance(written);
    }

    private static void WriteCertainty(PipeWriter output, StoredSnapshot snapshot, in RegionReader region)
    {
        var since = region.HasSince ? (long?)(snapshot.Figures.StartUs - region.UnchangedUs) : null;
        var samples = region.HasShares ? (int?)region.Samples : null;
        Utf8.TryWrite(
            output.GetSpan(LongestNumbers),
            CultureInfo.InvariantCulture,
            $",{since},{samples},{Text(100 * region.Touched)},{Text(100 * region.TouchedError)}\n",
            out var written);
        output.Advance(written);
    }

    /// <summary>Percent; nothing where it is not known.</summary>
    private static string? Text(double? percent) => percent?.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(PipeWriter output, string text)
        => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
