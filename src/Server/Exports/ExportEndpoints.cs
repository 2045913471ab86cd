using System.IO.Pipelines;
using Damon.Model.Addresses;
using Damon.Server.Exports.Columns;
using Damon.Server.Exports.Damo;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Exports;

/// <summary>Downloads of what was recorded.</summary>
internal static class ExportEndpoints
{
    /// <summary>The header of an answer whose file damo will not read as a caller may expect.</summary>
    public const string WarningHeader = "Damon-Warning";

    private static readonly IExportFormat[] Formats = [new DamoExport(), new DamoZipExport(), new CsvExport(), new JsonExport(), new ParquetExport()];

    public static void MapExports(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/export", Export).IsTransfer()
        .WithSummary("Download a session as a damo record, alone or with the sizes of its processes, as CSV, JSON or Parquet (format=damo, damoZip, csv, json or parquet): what is stored so far, or one target's part of time and addresses.")
        .Produces<Stream>(200, Formats[0].ContentType, [.. Formats.Skip(1).Select(format => format.ContentType.Split(';')[0])])
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(500);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        SessionEntry entry, [AsParameters] ExportQuery query, IHistoryReader history, SessionRegistry sessions, HttpContext context, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var format = Array.Find(Formats, known => known.Name == query.Format);
        if (format is null)
        {
            fields.Fault("format", $"There is no format '{query.Format}'; give one of {string.Join(", ", Formats.Select(known => known.Name))}.");
        }

        var scope = Scope(fields, query, entry.Key, entry.Session);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        if (entry.Session.Damage is not null)
        {
            // Where something cannot be read it is said now: later the answer could only be cut.
            Read(history, scope, cancellation);
        }

        scope = scope with { Told = scope.Told.For(context.User) };
        var contents = new ExportContents(history, scope);
        var onlyObserved = format!.IsForDamo;
        if (contents.IsEmpty(onlyObserved, cancellation))
        {
            return contents.Missing(onlyObserved, cancellation).ToResult();
        }

        if (format.IsForDamo)
        {
            // damo fails at a record without any region.
            scope = scope with { Targets = [.. scope.Targets.Where(target => contents.Has(target, onlyObserved, cancellation))] };
            context.Response.Headers[WarningHeader] = new ExportContents(history, scope).TooFew();
        }

        return TypedResults.Stream(
            async body =>
            {
                var output = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
                await format.WriteAsync(scope, history, output, cancellation);
                if (sessions.Find(entry.Id) is null)
                {
                    // Deleted meanwhile: where the history ended must not look like the end of the file.
                    context.Abort();
                    return;
                }

                await output.CompleteAsync();
            },
            format.ContentType,
            ExportFileName.Of(entry.Session, format.Ending));
    }

    private static void Read(IHistoryReader history, ExportScope scope, CancellationToken cancellation)
    {
        foreach (var snapshot in scope.Targets.SelectMany(target => history.Stream(scope.Key, target.Index, scope.Time)))
        {
            cancellation.ThrowIfCancellationRequested();
            var regions = snapshot.Regions;
            while (regions.MoveNext())
            {
                // That it can be read is all.
            }
        }
    }

    private static ExportScope Scope(QueryFields fields, ExportQuery query, long key, Session session)
    {
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

        // What is stored from now on is not part of it: a receiver slower than the recording would never come to an end.
        time = time with { ToUs = Math.Min(time.ToUs, session.LastUs ?? time.FromUs) };
        return new ExportScope(key, session, targets, time, new AddressRange(start ?? AddressRange.All.Start, end ?? AddressRange.All.End));
    }
}
