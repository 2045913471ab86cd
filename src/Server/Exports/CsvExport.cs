using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using Damon.Server.History;

namespace Damon.Server.Exports;

/// <summary>A line a region, for spreadsheets and scripts.</summary>
internal sealed class CsvExport : IExportFormat
{
    private const string Head = "target,pid,seq,start_us,end_us,region_start,region_end,size_bytes,nr_accesses,max_nr_accesses,unknown_samples,access_rate_percent,age_aggregations,mapping,since_us,samples,touched_percent,touched_error_percent\n";

    // Twelve numbers and their commas.
    private const int LongestNumbers = 320;

    public string Name => "csv";

    public string Ending => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public bool IsForDamo => false;

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        Write(output, Head);
        foreach (var target in scope.Targets)
        {
            var mappings = MappingsOverTime.Of(history, scope.Key, target.Index);
            foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
            {
                WriteLines(output, new RegionRows(target, snapshot, scope.Addresses, mappings.At(snapshot.Figures.EndUs)));
                await ExportFlow.PaceAsync(output, cancellation);
            }
        }
    }

    private static void WriteLines(PipeWriter output, RegionRows rows)
    {
        while (rows.MoveNext())
        {
            WriteNumbers(output, rows.Current);
            Write(output, CsvCell.Of(rows.Current.Mapping ?? ""));
            WriteCertainty(output, rows.Current);
        }
    }

    private static void WriteNumbers(PipeWriter output, in RegionRow row)
    {
        Utf8.TryWrite(
            output.GetSpan(LongestNumbers),
            CultureInfo.InvariantCulture,
            $"{row.Target.Index},{row.Target.Pid},{row.Snapshot.Seq},{row.Snapshot.StartUs},{row.Snapshot.EndUs},0x{row.Range.Start:x},0x{row.Range.End:x},{row.Range.Size},{row.NrAccesses},{row.Snapshot.MaxNrAccesses},{row.Unknown},{Text(row.RatePercent)},{row.Age},",
            out var written);
        output.Advance(written);
    }

    private static void WriteCertainty(PipeWriter output, in RegionRow row)
    {
        Utf8.TryWrite(
            output.GetSpan(LongestNumbers),
            CultureInfo.InvariantCulture,
            $",{row.SinceUs},{row.Samples},{Text(row.TouchedPercent)},{Text(row.TouchedErrorPercent)}\n",
            out var written);
        output.Advance(written);
    }

    /// <summary>Percent; nothing where it is not known.</summary>
    private static string? Text(double? percent) => percent?.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(PipeWriter output, string text)
        => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
