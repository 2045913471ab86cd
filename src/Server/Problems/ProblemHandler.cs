using System.Text;
using System.Text.Json;
using Damon.Server.Configuration;
using Damon.Server.Integrity;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Damon.Server.Problems;

/// <summary>Answers what stood in the way of a call before its endpoint ran: a body that cannot be read, with the JSON path of the fault, or something it names that does not exist.</summary>
internal sealed class ProblemHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            ProblemException known => known.Problem,
            BadHttpRequestException bad => Of(bad),
            _ when HistoryDamagedException.Is(exception) => Problem.Of(
                StatusCodes.Status500InternalServerError,
                $"What is asked for was recorded, but cannot be read any more: {exception.Message.TrimEnd('.')}. Ask for another time or target: the rest can be read. {HostCommand.CheckDatabase} tells what is damaged."),
            InvalidOperationException when UnknownCharset(context.Request) is { } charset => Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, $"The body's charset '{charset}' is unknown; send the header Content-Type: application/json, and UTF-8."),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await problem.ToResult().ExecuteAsync(context);
        return true;
    }

    private static string? UnknownCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue)
        {
            return null;
        }

        try
        {
            Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
            return null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return type.Charset.ToString();
        }
    }

    private static Problem Of(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => Problem.Of(bad.StatusCode, Sentence(json), Field(json.Path)),

        // Parameters are read as text, so that nothing but the body can be missing.
        { StatusCode: StatusCodes.Status400BadRequest } => Problem.Of(bad.StatusCode, "The call has no body; send JSON.", "$"),
        _ => Problem.Of(bad.StatusCode, bad.Message),
    };

    private static string Sentence(JsonException json)
        => $"The body cannot be read as JSON of the right shape at {json.Path ?? "$"} (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}).";

    /// <summary><c>$.targets[0].pid</c> is the field <c>targets[0].pid</c>; a fault of the whole body is <c>$</c>.</summary>
    private static string Field(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
}
