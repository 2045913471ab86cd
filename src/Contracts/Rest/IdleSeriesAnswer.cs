namespace Damon.Contracts.Rest;

/// <summary>Memory by age over time.</summary>
/// <param name="EdgesS">Ages by which it is grouped, seconds, ascending; one more group is older than all of them.</param>
/// <param name="Series">A point for each look, in time order.</param>
public sealed record IdleSeriesAnswer(IReadOnlyList<int> EdgesS, IReadOnlyList<IdlePoint> Series);
