namespace Damon.Contracts.Rest.Access;

/// <summary>A page of what was done and refused.</summary>
public sealed record AuditAnswer
{
    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; init; } = [];

    /// <summary>What the next call gives as <c>before</c>, Unix microseconds; null where there is nothing older.</summary>
    public long? Next { get; init; }

    /// <summary>What of it could not be written down, and why, as a sentence; null when all was.</summary>
    public string? Remark { get; init; }
}
