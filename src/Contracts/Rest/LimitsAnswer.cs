namespace Damon.Contracts.Rest;

/// <summary>Memory limits.</summary>
public sealed record LimitsAnswer(IReadOnlyList<MemoryLimit> Limits);
