namespace Damon.Contracts.Rest;

/// <summary>Memory by the time since its last access.</summary>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="ResolutionUs">How exactly times longer than this are known, microseconds.</param>
/// <param name="WatchedUs">For how long it had been watched then, microseconds; of several targets the longest.</param>
/// <param name="EdgesS">The times between the groups, seconds, ascending.</param>
/// <param name="Total">All of it.</param>
/// <param name="Mappings">By mapping, when asked for; else empty.</param>
public sealed record IdleResource(long AtUs, long ResolutionUs, long WatchedUs, IReadOnlyList<int> EdgesS, IdleTotal Total, IReadOnlyList<IdleMapping> Mappings);
