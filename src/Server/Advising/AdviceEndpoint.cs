using Damon.Contracts.Rest.Advising;
using Damon.Model.Advice;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Limits;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Advising;

/// <summary>What a session's idle memory suggests. Only told: nothing is changed.</summary>
internal static class AdviceEndpoint
{
    private const int LeastWatchedS = 30;
    private const int MostWatchedS = 86_400;

    public static void MapAdvice(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/advice", ShowAsync)
        .WithSummary("What a session's idle memory suggests: leaks, a limit that would have been enough, and memory untouched since watching began; each with the figures it stands on and what would prove it wrong. Nothing where the data does not carry it; remark says what is missing. watched is the shortest time of watching to conclude from, in seconds.")
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<AdviceAnswer>, ProblemHttpResult>> ShowAsync(
        SessionEntry entry, string? watched, ReadableHistory history, KnownLimits limits, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var shortestS = fields.Number("watched", watched, UntouchedAdvice.ShortestWatchS, LeastWatchedS, MostWatchedS);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var looks = AdviceLooks.Read(history, entry.Session, cancellation);
        return TypedResults.Ok(new AdviceReader(looks, shortestS).Read(PresentLimit.Of(await limits.ReadAsync(entry))));
    }
}
