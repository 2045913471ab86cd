using Damon.Model.Idle;

namespace Damon.Contracts.Rest;

/// <summary>Memory by age at one moment.</summary>
/// <param name="Us">The moment, Unix microseconds.</param>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">Bytes by the groups of <see cref="IdleScale.EdgesS"/>, and what is older.</param>
/// <param name="Errors">Standard error of each, bytes.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
/// <param name="ResolutionUs">Time after which each page is made old anew, microseconds: longer ages are told by whole ones.</param>
public sealed record IdlePoint(long Us, long ResidentBytes, IReadOnlyList<long> Bytes, IReadOnlyList<long> Errors, long UnknownBytes, long ResolutionUs);
