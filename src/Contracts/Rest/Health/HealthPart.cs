namespace Damon.Contracts.Rest.Health;

/// <summary>State of one part.</summary>
/// <param name="Status"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="Detail">What is so, as a sentence.</param>
public sealed record HealthPart(string Status, string Detail);
