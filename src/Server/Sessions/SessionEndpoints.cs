using System.Security.Claims;
using Damon.Contracts.Rest;
using Damon.Server.Idle;
using Damon.Server.Problems;
using Damon.Server.Security;
using Damon.Server.Security.Roles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Sessions;

/// <summary>Start, list, show, stop, change and delete sessions.</summary>
internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapPost("/", StartAsync).Audited("start").RequireRateLimiting(SecuritySetup.StartLimit)
            .WithSummary("Start a session; returns when it samples.")
            .WithDescription("Each target is exactly one of pid (with startTime or without), cgroup, unit, container and command. The processes of a group become targets while they belong to it; GET /groups lists what there is.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(422).ProducesProblem(429).ProducesProblem(501).ProducesProblem(503).ProducesProblem(507);
        sessions.MapGet("/", List).WithSummary("All sessions, newest first.");
        sessions.MapGet("/{id}", Show).WithSummary("One session.").ProducesProblem(404);
        sessions.MapPatch("/{id}", RenameAsync).Audited("annotate").WithSummary("Rename a session, or change its notes, in whatever state it is. What is left out stays.")
            .ProducesProblem(400).ProducesProblem(404);
        sessions.MapPost("/{id}/stop", StopAsync).Audited("stop").WithSummary("Stop a session; returns when sampling has ended and all is stored.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        sessions.MapPatch("/{id}/attributes", UpdateAsync).Audited("change").WithSummary("New attributes for a running session; all or none take effect.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        sessions.MapDelete("/{id}", DeleteAsync).Audited("delete").WithSummary("Delete a session that does not run, with its history.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).ProducesProblem(507);
        return sessions;
    }

    private static async Task<Results<Created<SessionResource>, ProblemHttpResult>> StartAsync(CreateSessionRequest request, SessionStarter starter)
    {
        var (session, problem) = await starter.StartAsync(request);
        return session is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/sessions/{session.Id}", session.ToResource());
    }

    private static Ok<IReadOnlyList<SessionResource>> List(SessionRegistry registry, ClaimsPrincipal user)
    {
        var memory = registry.Active.ToDictionary(static entry => entry.Id, static entry => MemoryTold.By(entry));
        return TypedResults.Ok<IReadOnlyList<SessionResource>>([.. registry.All.Select(session => session.ToResource().For(user) with { Memory = memory.GetValueOrDefault(session.Id) })]);
    }

    private static Ok<SessionResource> Show(SessionEntry entry, ClaimsPrincipal user) => TypedResults.Ok(entry.Session.ToResource().For(user) with { Memory = MemoryTold.By(entry) });

    private static async Task<Results<Ok<SessionResource>, ProblemHttpResult>> StopAsync(SessionEntry entry, SessionCommands commands)
        => Answer(await commands.StopAsync(entry));

    private static async Task<Results<Ok<SessionResource>, ProblemHttpResult>> RenameAsync(SessionEntry entry, UpdateSessionRequest request, SessionCommands commands)
        => Answer(await commands.UpdateAsync(entry, request));

    private static async Task<Results<Ok<SessionResource>, ProblemHttpResult>> UpdateAsync(SessionEntry entry, AttributesRequest request, SessionCommands commands)
        => Answer(await commands.UpdateAsync(entry, request));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(SessionEntry entry, SessionCommands commands)
        => await commands.DeleteAsync(entry) is { } problem ? problem.ToResult() : TypedResults.NoContent();

    private static Results<Ok<SessionResource>, ProblemHttpResult> Answer(Outcome<Session> outcome)
        => outcome is { Value: { } session } ? TypedResults.Ok(session.ToResource()) : outcome.Problem!.ToResult();
}
