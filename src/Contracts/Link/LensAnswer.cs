using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>How an order about a lens ended.</summary>
/// <param name="Answer">The outcome.</param>
/// <param name="Lens">The lens; null when there is none.</param>
[MessagePackObject]
public sealed record LensAnswer([property: Key(0)] CommandAnswer Answer, [property: Key(1)] LensStatus? Lens);
