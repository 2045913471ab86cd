namespace Damon.Run.Api;

/// <summary>Memory limits that concern a running session.</summary>
/// <param name="Limits">Of each target or group of targets.</param>
internal sealed record LimitsResource(IReadOnlyList<LimitResource> Limits);
