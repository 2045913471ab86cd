namespace Damon.Contracts.Rest.Health;

/// <summary>Answer of <c>GET /health</c>.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when a part is not.</param>
/// <param name="Sampler">State of the samplers.</param>
/// <param name="Database">State of the history.</param>
public sealed record HealthResource(string Status, HealthPart Sampler, HealthPart Database);
