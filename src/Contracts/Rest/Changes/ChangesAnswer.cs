namespace Damon.Contracts.Rest.Changes;

/// <summary>What has changed in a session.</summary>
/// <param name="Changes">In order of time.</param>
/// <param name="Remark">What is left out and how to see it, as a sentence; null when nothing is.</param>
public sealed record ChangesAnswer(IReadOnlyList<Change> Changes, string? Remark = null);
