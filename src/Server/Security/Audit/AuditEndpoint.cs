using Damon.Contracts.Rest.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Security.Audit;

/// <summary>Shows what was written down.</summary>
internal static class AuditEndpoint
{
    private const int StandardLimit = 100;
    private const int MostEntries = 1_000;

    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", Read).ForOperators()
        .WithTags("Access")
        .WithSummary("Who changed what, and what was refused, newest first; what before tells is left out, and next is the next call's before.")
        .ProducesProblem(400);

    private static Results<Ok<AuditAnswer>, ProblemHttpResult> Read(string? before, string? limit, IAuditLog audit)
    {
        var fields = new QueryFields();
        var (until, most) = (fields.Time("before", before) ?? long.MaxValue, fields.Number("limit", limit, StandardLimit, 1, MostEntries));
        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(audit.Read(until, most));
    }
}
