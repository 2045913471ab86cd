using System.IO.Pipelines;
using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Exports.Damo;

/// <summary>
/// What <c>damo report footprints</c> reads: the sizes of all processes, moment by moment, in pages. The resident size is
/// that of the snapshots, the size of all that is mapped that of the mappings in force, 0 where none were recorded. Nobody
/// recorded how much of it is shared, code or data: null, which no report reads. The host's memory was not recorded either,
/// and is left out; damo then says that 0 bytes of it are used.
/// </summary>
internal static class DamoFootprints
{
    private const long PageBytes = 4_096;
    private const decimal MicrosecondsPerSecond = 1_000_000;

    /// <summary>Writes them while the history is read; the stream stays open.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    public static async Task WriteAsync(Stream output, ExportScope scope, IHistoryReader history, CancellationToken cancellation)
    {
        var text = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        using var json = new Utf8JsonWriter(text);
        var sizes = scope.Targets.ToDictionary(target => target.Index, target => new MappingsOverTime<long>(history, scope.Key, target.Index, 0, MappedPages));
        json.WriteStartArray();
        foreach (var moment in SnapshotMoments.Of(scope, history))
        {
            Write(json, moment, scope, sizes);
            json.Flush();
            await ExportFlow.PaceAsync(text, cancellation);
        }

        json.WriteEndArray();
        json.Flush();
        await text.CompleteAsync();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SnapshotFigures> moment, ExportScope scope, Dictionary<int, MappingsOverTime<long>> sizes)
    {
        var known = moment.Where(figures => figures.ResidentBytes is not null).ToList();
        if (known.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("time", known.Max(figures => figures.EndUs) / MicrosecondsPerSecond);
        json.WriteStartArray("footprints");
        foreach (var figures in known)
        {
            json.WriteStartObject();
            json.WriteNumber("pid", scope.Session.Targets[figures.Target].Pid);
            json.WriteStartObject("footprint");
            json.WriteNumber("size", sizes[figures.Target].At(figures.EndUs));
            json.WriteNumber("resident", figures.ResidentBytes!.Value / PageBytes);
            json.WriteNull("shared");
            json.WriteNull("trs");
            json.WriteNull("lrs");
            json.WriteNull("drs");
            json.WriteNull("dt");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long MappedPages(Mapping[] mappings) => mappings.Sum(mapping => (long)((mapping.End - mapping.Start) / PageBytes));
}
