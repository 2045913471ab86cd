using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Damon.Server.Problems;

/// <summary>Answers a body that cannot be read with the JSON path of the fault.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        var problem = bad switch
        {
            { InnerException: JsonException json } => Problem.Of(bad.StatusCode, Sentence(json), Field(json.Path)),

            // Parameters are read as text, so that nothing but the body can be missing.
            { StatusCode: StatusCodes.Status400BadRequest } => Problem.Of(bad.StatusCode, "The call has no body; send JSON.", "$"),
            _ => Problem.Of(bad.StatusCode, bad.Message),
        };
        await problem.ToResult().ExecuteAsync(context);
        return true;
    }

    private static string Sentence(JsonException json)
        => $"The body cannot be read as JSON of the right shape at {json.Path ?? "$"} (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}).";

    /// <summary><c>$.targets[0].pid</c> is the field <c>targets[0].pid</c>; a fault of the whole body is <c>$</c>.</summary>
    private static string Field(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
}
