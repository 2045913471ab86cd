namespace Damon.Contracts.Rest.Areas;

/// <summary>A figure over many snapshots.</summary>
/// <param name="Mean">Mean, weighted by time.</param>
/// <param name="Low">That of the snapshot with the least.</param>
/// <param name="High">That of the snapshot with the most.</param>
public sealed record Spread(double Mean, double Low, double High);
