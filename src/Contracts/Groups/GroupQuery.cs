using MessagePack;

namespace Damon.Contracts.Groups;

/// <summary>Which groups to list.</summary>
/// <param name="Search">Part of the name, without regard to case; null or empty for all.</param>
/// <param name="Limit">At most this many.</param>
[MessagePackObject]
public sealed record GroupQuery([property: Key(0)] string? Search, [property: Key(1)] int Limit);
