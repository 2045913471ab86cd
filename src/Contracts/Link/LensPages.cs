using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>What a lens tells of its pages.</summary>
/// <param name="Answer">The outcome.</param>
/// <param name="Start">First byte of the first page.</param>
/// <param name="End">One past the last page.</param>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="Ages">One <see cref="Damon.Model.Idle.PageAge"/> for each page; at most a mebibyte.</param>
[MessagePackObject]
public sealed record LensPages(
    [property: Key(0)] CommandAnswer Answer,
    [property: Key(1)] ulong Start,
    [property: Key(2)] ulong End,
    [property: Key(3)] long AtUs,
    [property: Key(4)] byte[] Ages);
