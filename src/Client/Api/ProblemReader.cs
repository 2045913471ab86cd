using System.Net;
using System.Text.Json;

namespace Damon.Client.Api;

/// <summary>Makes a problem of an answer that is not a success.</summary>
internal static class ProblemReader
{
    /// <summary>Reads <c>application/problem+json</c>, or says what the status means when there is no body.</summary>
    public static ApiProblem Read(HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.Unauthorized)
        {
            return new ApiProblem
            {
                Status = status,
                Message = "This browser is not signed in, or no longer. Open the address that the server printed in its terminal when it started, or sign in on the start page.",
            };
        }

        string? message = null;
        var errors = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                message = Text(document.RootElement, "detail") ?? Text(document.RootElement, "title");
                ReadErrors(document.RootElement, errors);
            }
        }
        catch (JsonException)
        {
            // Not JSON: a proxy's page, say. The status is all there is.
        }

        return new ApiProblem { Status = status, Message = message ?? $"The server answered {(int)status} ({status}).", Errors = errors };
    }

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static void ReadErrors(JsonElement root, Dictionary<string, string[]> errors)
    {
        if (!root.TryGetProperty("errors", out var all) || all.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var field in all.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Array))
        {
            errors[field.Name] = [.. field.Value.EnumerateArray().Select(m => m.ToString())];
        }
    }
}
