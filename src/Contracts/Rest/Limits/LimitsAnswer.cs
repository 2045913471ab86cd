namespace Damon.Contracts.Rest.Limits;

/// <summary>Memory limits.</summary>
public sealed record LimitsAnswer(IReadOnlyList<MemoryLimit> Limits);
