using System.IO.Pipelines;
using Damon.Model.Addresses;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Exports;

/// <summary>Downloads of what was recorded.</summary>
internal static class ExportEndpoints
{
    private static readonly IExportFormat[] Formats = [new DamoExport(), new CsvExport(), new JsonExport()];

    public static void MapExports(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/export", Export)
        .WithSummary("Download a session as a damo record, CSV or JSON (format=damo, csv or json): what is stored so far, or one target's part of time and addresses.")
        .Produces<Stream>(200, Formats[0].ContentType, [.. Formats.Skip(1).Select(format => format.ContentType.Split(';')[0])])
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        SessionEntry entry, [AsParameters] ExportQuery query, IHistoryReader history, CancellationToken cancellation)
    {
        var session = entry.Session;
        var fields = new QueryFields();
        var format = Array.Find(Formats, known => known.Name == query.Format);
        if (format is null)
        {
            fields.Fault("format", $"There is no format '{query.Format}'; give one of {string.Join(", ", Formats.Select(known => known.Name))}.");
        }

        IReadOnlyList<SessionTarget> targets = session.Targets;
        if (!string.IsNullOrEmpty(query.Target))
        {
            var index = fields.Target(query.Target, session);
            targets = [.. targets.Where(target => target.Index == index)];
        }

        var time = fields.Range(query.From, query.To);
        var (start, end) = (fields.Address("start", query.Start), fields.Address("end", query.End));
        if (end <= (start ?? 0))
        {
            fields.Fault("end", "The end must be above the start.");
        }

        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var scope = new ExportScope(entry.Key, session, targets, time, new AddressRange(start ?? AddressRange.All.Start, end ?? AddressRange.All.End));
        return TypedResults.Stream(body => WriteAsync(format!, scope, history, body, cancellation), format!.ContentType, ExportFileName.Of(session, format.Name));
    }

    private static async Task WriteAsync(IExportFormat format, ExportScope scope, IHistoryReader history, Stream body, CancellationToken cancellation)
    {
        var output = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        await format.WriteAsync(scope, history, output, cancellation);
        await output.CompleteAsync();
    }
}
