using Damon.Model.Sessions;

namespace Damon.Contracts.Rest;

/// <summary>Body of <c>PATCH /sessions/{id}</c>: what people call a session. What is left out stays as it is.</summary>
public sealed record UpdateSessionRequest
{
    /// <summary>Longest name, characters.</summary>
    public const int LongestName = SessionLimits.LongestName;

    /// <summary>Longest notes, characters.</summary>
    public const int LongestNotes = SessionLimits.LongestNotes;

    /// <summary>New name, 1 to 200 characters once trimmed.</summary>
    public string? Name { get; init; }

    /// <summary>New notes, plain text, up to 10,000 characters; empty removes them.</summary>
    public string? Notes { get; init; }
}
