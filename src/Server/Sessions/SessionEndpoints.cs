using Damon.Contracts.Rest;
using Damon.Server.Problems;
using Damon.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Sessions;

/// <summary>Start, list, show, stop, change and delete sessions.</summary>
internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapPost("/", StartAsync).RequireRateLimiting(SecuritySetup.StartLimit)
            .WithSummary("Start a session; returns when it samples.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(422).ProducesProblem(429).ProducesProblem(501).ProducesProblem(503);
        sessions.MapGet("/", (SessionRegistry registry) => TypedResults.Ok(registry.All)).WithSummary("All sessions, newest first.");
        sessions.MapPost("/import", NotBuilt).WithSummary("Import a damo record. Not built yet.").ProducesProblem(501);
        sessions.MapGet("/{id}", Show).WithSummary("One session.").ProducesProblem(404);
        sessions.MapPatch("/{id}", RenameAsync).WithSummary("Rename a session, or change its notes, in whatever state it is. What is left out stays.")
            .ProducesProblem(400).ProducesProblem(404);
        sessions.MapPost("/{id}/stop", StopAsync).WithSummary("Stop a session; returns when sampling has ended and all is stored.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        sessions.MapPatch("/{id}/attributes", UpdateAsync).WithSummary("New attributes for a running session; all or none take effect.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        sessions.MapDelete("/{id}", DeleteAsync).WithSummary("Delete a session that does not run, with its history.")
            .ProducesProblem(404).ProducesProblem(409);
        return sessions;
    }

    private static async Task<Results<Created<SessionResource>, ProblemHttpResult>> StartAsync(CreateSessionRequest request, SessionStarter starter)
    {
        var (session, problem) = await starter.StartAsync(request);
        return session is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/sessions/{session.Id}", session);
    }

    private static Results<Ok<SessionResource>, ProblemHttpResult> Show(string id, SessionCommands commands)
    {
        var (entry, problem) = commands.Find(id);
        return entry is null ? problem!.ToResult() : TypedResults.Ok(entry.Resource);
    }

    private static Task<Results<Ok<SessionResource>, ProblemHttpResult>> StopAsync(string id, SessionCommands commands)
        => WithAsync(id, commands, commands.StopAsync);

    private static Task<Results<Ok<SessionResource>, ProblemHttpResult>> RenameAsync(string id, UpdateSessionRequest request, SessionCommands commands)
        => WithAsync(id, commands, entry => commands.UpdateAsync(entry, request));

    private static Task<Results<Ok<SessionResource>, ProblemHttpResult>> UpdateAsync(string id, AttributesRequest request, SessionCommands commands)
        => WithAsync(id, commands, entry => commands.UpdateAsync(entry, request));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, SessionCommands commands)
    {
        var (entry, problem) = commands.Find(id);
        problem ??= await commands.DeleteAsync(entry!);
        return problem is null ? TypedResults.NoContent() : problem.ToResult();
    }

    private static async Task<Results<Ok<SessionResource>, ProblemHttpResult>> WithAsync(
        string id, SessionCommands commands, Func<SessionEntry, Task<Outcome<SessionResource>>> command)
    {
        var (entry, problem) = commands.Find(id);
        if (entry is null)
        {
            return problem!.ToResult();
        }

        (var session, problem) = await command(entry);
        return session is null ? problem!.ToResult() : TypedResults.Ok(session);
    }

    private static ProblemHttpResult NotBuilt()
        => Problem.Of(StatusCodes.Status501NotImplemented, "Import is not built yet. Sessions recorded by this server can be replayed and exported.").ToResult();
}
