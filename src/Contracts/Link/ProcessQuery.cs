using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>Which processes to list.</summary>
/// <param name="Search">Part of name, command line or user, without regard to case, or a pid; null or empty for all.</param>
/// <param name="Limit">At most this many.</param>
[MessagePackObject]
public sealed record ProcessQuery([property: Key(0)] string? Search, [property: Key(1)] int Limit);
