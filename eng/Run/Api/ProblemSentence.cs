using System.Text.Json;

namespace Damon.Run.Api;

/// <summary>What an answer of problem+json says, for people.</summary>
internal static class ProblemSentence
{
    /// <summary>The fields' messages, else the detail, else the title, else the <paramref name="body"/> itself.</summary>
    public static string Of(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } problem
                ? FieldMessages(problem) ?? Text(problem, "detail") ?? Text(problem, "title") ?? body
                : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static string? FieldMessages(JsonElement problem)
    {
        if (!problem.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var messages = errors.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(field => field.Value.EnumerateArray()).Where(message => message.ValueKind == JsonValueKind.String)
            .Select(message => message.GetString()).ToList();
        return messages.Count > 0 ? string.Join(' ', messages) : null;
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
