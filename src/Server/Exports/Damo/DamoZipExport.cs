using System.IO.Compression;
using System.IO.Pipelines;
using Damon.Server.History;

namespace Damon.Server.Exports.Damo;

/// <summary>damo's record with the sizes of the processes beside it, by the name under which <c>damo report holistic</c> looks for them.</summary>
internal sealed class DamoZipExport : IExportFormat
{
    // A file, to be read and written by its owner alone, as damo makes them; where Unix keeps that in an archive.
    private const int PrivateFile = unchecked((int)0x8180_0000);

    public string Name => "damoZip";

    public string Ending => "damo.zip";

    public string ContentType => "application/zip";

    public bool IsForDamo => true;

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        var record = ExportFileName.Of(scope.Session, "damo");
        await using var file = new ExportStream(output);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        await AddAsync(zip, record, entry => DamoRecord.WriteAsync(entry, scope, history, cancellation), cancellation);
        await AddAsync(zip, record + ".mem_footprint", entry => DamoFootprints.WriteAsync(entry, scope, history, cancellation), cancellation);
    }

    private static async Task AddAsync(ZipArchive zip, string name, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = PrivateFile;
        await using var content = await entry.OpenAsync(cancellation);
        await write(content);
    }
}
