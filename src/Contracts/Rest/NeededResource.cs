namespace Damon.Contracts.Rest;

/// <summary>Memory accessed within each window, over time.</summary>
/// <param name="WindowsS">The windows, seconds, ascending.</param>
/// <param name="Series">In time order.</param>
public sealed record NeededResource(IReadOnlyList<int> WindowsS, IReadOnlyList<NeededPoint> Series);
