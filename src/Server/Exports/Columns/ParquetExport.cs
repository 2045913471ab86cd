using System.IO.Pipelines;
using Damon.Server.History;
using Parquet;
using Parquet.Schema;

namespace Damon.Server.Exports.Columns;

/// <summary>A row a region, in typed columns, for notebooks: Apache Parquet.</summary>
/// <param name="rowsAtOnce">Rows of a group, about 150 bytes each: so much is held in memory, and one snapshot more.</param>
internal sealed class ParquetExport(int rowsAtOnce = 65_536) : IExportFormat
{
    public string Name => "parquet";

    public string Ending => "parquet";

    public string ContentType => "application/vnd.apache.parquet";

    public bool IsForDamo => false;

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        var group = new RegionGroup();
        await using var file = new ExportStream(output);
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(group.Fields), file, RegionColumns.Options, cancellationToken: cancellation);
        writer.CustomMetadata = new Dictionary<string, string> { ["damon.session"] = scope.Session.Id, ["damon.name"] = scope.Session.Name };
        foreach (var target in scope.Targets)
        {
            var mappings = MappingsOverTime.Of(history, scope.Key, target.Index);
            foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
            {
                cancellation.ThrowIfCancellationRequested();
                group.Add(new RegionRows(target, snapshot, scope.Addresses, mappings.At(snapshot.Figures.EndUs)));
                if (group.Count >= rowsAtOnce)
                {
                    await group.WriteAsync(writer, cancellation);
                }
            }
        }

        await group.WriteAsync(writer, cancellation);

        // Writes the end of the file. Not where something has failed: a file that is cut short must not look whole.
        await writer.DisposeAsync();
    }
}
