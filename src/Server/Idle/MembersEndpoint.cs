using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Members;
using Damon.Model.Idle;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Idle;

/// <summary>What each target of a session had and needed at one moment, for a table of them.</summary>
internal static class MembersEndpoint
{
    public static void MapMembers(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/members", Show)
        .WithSummary("Of each target that lived at a moment: its present bytes by the time since their last access and those accessed within some windows, as of the newest look at or before it. What is told of one is what that process has and accessed: what they share counts for each.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<MembersAnswer>, ProblemHttpResult> Show(SessionEntry entry, string? at, ReadableHistory history)
    {
        var fields = new QueryFields();
        var time = fields.Time("at", at) ?? long.MaxValue;
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var told = IdleTogether.Newest(Enumerable.Range(0, entry.Session.Targets.Count).Select(index => history.Idle(entry.Key, index, time)?.ToMessage()).OfType<IdleMessage>());
        return TypedResults.Ok(new MembersAnswer(IdleScale.EdgesS, IdleScale.WindowsS, [.. told.Select(Of)]));
    }

    private static Member Of(IdleMessage told)
    {
        var panel = told.ToPanel().ToArray();
        var (idle, needed) = (IdleResources.TotalOf(panel), NeededFigures.Of(panel, told.WatchedUs));
        return new Member(told.Target, told.AtUs, told.WatchedUs, told.ResolutionUs, idle, NeededSeries.Whole(needed.Bytes), NeededSeries.Whole(needed.Errors));
    }
}
