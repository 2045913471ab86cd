using Damon.Contracts.Rest;
using Damon.Server.Configuration;
using Damon.Server.Heavy;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Imports;

/// <summary>Makes a session of a record that was made elsewhere.</summary>
internal static class ImportEndpoint
{
    public static void MapImport(this RouteGroupBuilder sessions)
        => sessions.MapPost("/import", ImportAsync).IsTransfer().Audited("import").WithSummary("Import a damo record: a stopped session, replayable like any other.")
            .WithDescription("The body is the file, or a multipart form with it: damo's JSON (packed with zlib or gzip, or plain), the text of perf script with damon_aggregated events, or a binary record of DAMON before 2022. What is wrong with it is told with its place, and nothing is stored then.")
            .ProducesProblem(400).ProducesProblem(503).ProducesProblem(507);

    private static async Task<Results<Created<SessionResource>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, string? name, DamonSettings settings, RecordImport import, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var wanted = SessionTexts.Name(name, faults);
        if (faults.Any)
        {
            return Problem.Of(faults).ToResult();
        }

        FileStream spool;
        try
        {
            spool = SpoolFile.Create(settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ImportProblems.NoRoom(e).ToResult();
        }

        await using (spool)
        {
            var fileName = await ImportBody.CopyAsync(request, spool, cancellation);
            var (session, problem) = await import.RunAsync(spool, wanted, fileName, cancellation);
            return session is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/sessions/{session.Id}", session.ToResource());
        }
    }
}
