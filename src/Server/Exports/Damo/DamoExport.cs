using System.IO.Pipelines;
using Damon.Server.History;

namespace Damon.Server.Exports.Damo;

/// <summary>The record file of damo, DAMON's command line tool.</summary>
internal sealed class DamoExport : IExportFormat
{
    public string Name => "damo";

    public string Ending => "damo";

    public string ContentType => "application/zlib";

    public bool IsForDamo => true;

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        await using var file = new ExportStream(output);
        await DamoRecord.WriteAsync(file, scope, history, cancellation);
    }
}
