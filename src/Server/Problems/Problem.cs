using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Damon.Server.Problems;

/// <summary>An answer that is no success: <c>application/problem+json</c> with <c>errors</c> keyed by the field.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What is wrong and what to do, as a sentence.</param>
/// <param name="Errors">The fields at fault, in JSON spelling from the body's root, or the names of query parameters.</param>
internal sealed record Problem(int Status, string Detail, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> NoFields = [];

    /// <summary>A problem, of one field where there is one.</summary>
    public static Problem Of(int status, string detail, string? field = null)
        => new(status, detail, field is null ? NoFields : new Dictionary<string, string[]> { [field] = [detail] });

    /// <summary>Status 400 with all faults.</summary>
    public static Problem Of(FieldFaults faults)
    {
        var errors = faults.ToDictionary();
        return new(StatusCodes.Status400BadRequest, errors.Count == 1 ? errors.Values.First()[0] : $"{errors.Count} fields are wrong.", errors);
    }

    /// <summary>As a result of an endpoint.</summary>
    public ProblemHttpResult ToResult() => TypedResults.Problem(
        detail: Detail,
        statusCode: Status,
        title: ReasonPhrases.GetReasonPhrase(Status),
        extensions: Errors.Count == 0 ? null : new Dictionary<string, object?> { ["errors"] = Errors });
}
