using System.Net;

namespace Damon.Client.Api;

/// <summary>Why a call did not succeed, in sentences a user can act on.</summary>
public sealed record ApiProblem
{
    /// <summary>Status of the answer; null when there was no answer at all.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What happened.</summary>
    public string Message { get; init; } = "";

    /// <summary>Messages by field, in the request's JSON spelling.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>No valid token.</summary>
    public bool IsUnauthorized => Status == HttpStatusCode.Unauthorized;

    /// <summary>No such thing.</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>The server did not answer.</summary>
    public bool IsUnreachable => Status is null;

    /// <summary>The messages of one field, joined; null when there is none.</summary>
    public string? For(string field)
        => Errors.FirstOrDefault(e => string.Equals(e.Key, field, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } messages
            ? string.Join(" ", messages)
            : null;
}
