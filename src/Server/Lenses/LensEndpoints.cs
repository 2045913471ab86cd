using Damon.Contracts.Rest.Lenses;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Lenses;

/// <summary>A range of one target, looked at page by page.</summary>
internal static class LensEndpoints
{
    public static void MapLenses(this RouteGroupBuilder sessions)
    {
        sessions.MapPost("/{id}/lens", OpenAsync).Audited("openLens")
            .WithSummary("Follow every page of a range of one target, at most 4 GiB, one lens a session. It takes at most half of the session's budget; sweepUs is the time between two clears of a page that is in use, as the budget sets it.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        sessions.MapGet("/{id}/lens", ShowAsync)
            .WithSummary("The lens that is open. It ends with its target and with its session.")
            .ProducesProblem(404).ProducesProblem(503);
        sessions.MapDelete("/{id}/lens", CloseAsync).Audited("closeLens")
            .WithSummary("Close the lens; what it knew is forgotten.")
            .ProducesProblem(404).ProducesProblem(503);
        sessions.MapGet("/{id}/pages", ReadAsync)
            .WithSummary("The age of every page of the lens, or of those between two addresses, as of the last look at all pages: a byte each, base64. 0 absent, 255 unknown, else 1 + round(8 * log2(1 + seconds since the last access)), at most 254; of pages not known to be accessed, since the lens was opened.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Created<LensResource>, ProblemHttpResult>> OpenAsync(SessionEntry entry, LensRequest request, LensCommands commands)
    {
        var (lens, problem) = await commands.OpenAsync(entry, request);
        return lens is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/sessions/{entry.Id}/lens", lens);
    }

    private static async Task<Results<Ok<LensResource>, ProblemHttpResult>> ShowAsync(SessionEntry entry, LensCommands commands)
        => Answer(await commands.ShowAsync(entry));

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(SessionEntry entry, LensCommands commands)
        => await commands.CloseAsync(entry) is { } problem ? problem.ToResult() : TypedResults.NoContent();

    private static async Task<Results<Ok<PagesResource>, ProblemHttpResult>> ReadAsync(SessionEntry entry, string? start, string? end, LensCommands commands)
    {
        var fields = new QueryFields();
        var (first, last) = (fields.Address("start", start) ?? 0, fields.Address("end", end) ?? ulong.MaxValue);
        if (fields.Problem is null && last <= first)
        {
            fields.Fault("end", "The end must be above the start.");
        }

        return fields.Problem is { } bad ? bad.ToResult() : Answer(await commands.ReadAsync(entry, first, last));
    }

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Outcome<T> outcome)
        where T : class
        => outcome is { Value: { } value } ? TypedResults.Ok(value) : outcome.Problem!.ToResult();
}
