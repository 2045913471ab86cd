using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Idle;

/// <summary>How long memory had not been accessed at a moment.</summary>
internal static class IdleEndpoint
{
    private const string NothingKnown = "Idle ages are known some ten seconds after the start of monitoring, and for this time there are none.";

    public static void MapIdle(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/idle", Show)
        .WithSummary("Bytes by the time since their last access, as of the newest look at or before a time, each with its standard error; by=mapping tells it mapping by mapping too. Without a target the union of all: each physical page once, with the youngest access of all that map it.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<IdleResource>, ProblemHttpResult> Show(SessionEntry entry, string? target, string? at, string? by, ReadableHistory history)
    {
        var fields = new QueryFields();
        var targets = fields.Targets(target, entry.Session);
        var time = fields.Time("at", at) ?? long.MaxValue;
        var isByMapping = IsByMapping(fields, by);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var told = IdleTogether.Newest(targets.Select(index => history.Idle(entry.Key, index, time)?.ToMessage()).OfType<IdleMessage>());
        if (told.Count == 0)
        {
            return Problem.Of(StatusCodes.Status404NotFound, NothingKnown).ToResult();
        }

        var together = targets.Count > 1;
        return TypedResults.Ok(IdleResources.Of(told, together, isByMapping ? [.. told.SelectMany(one => ByMapping(entry.Key, one, together, history))] : []));
    }

    private static bool IsByMapping(QueryFields fields, string? by)
    {
        if (by is not (null or "" or "total" or "mapping"))
        {
            fields.Fault("by", $"There is nothing to tell by '{by}'; give total or mapping.");
        }

        return by == "mapping";
    }

    private static IEnumerable<IdleMapping> ByMapping(long session, IdleMessage told, bool together, ReadableHistory history)
        => IdleResources.ByMapping(told, together, history.Mappings(session, told.Target, told.AtUs)?.ToSet().Mappings ?? []);
}
