using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>The memory limits that bound a session's targets and groups now.</summary>
/// <param name="Answer">The outcome.</param>
/// <param name="Limits">One for each target that is sampled and can be told of, then those of each group.</param>
[MessagePackObject]
public sealed record LimitReadings([property: Key(0)] CommandAnswer Answer, [property: Key(1)] LimitReading[] Limits);
