namespace Damon.Contracts.Rest;

/// <summary>Bytes by the time since their last access.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">One more than edges: group i was last accessed between edge i - 1 and edge i ago, the last one longer ago than any edge or not since the start.</param>
/// <param name="Errors">Standard errors of the bytes.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
public sealed record IdleTotal(long ResidentBytes, IReadOnlyList<long> Bytes, IReadOnlyList<long> Errors, long UnknownBytes);
