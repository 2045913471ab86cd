using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What an advice of neighbouring pages costs the sampler.</summary>
/// <param name="Pages">Pages of one advice: 1, 16, 64, 512.</param>
/// <param name="UsPerPage">CPU time for each of them, microseconds.</param>
[MessagePackObject]
public sealed record RunCost([property: Key(0)] int Pages, [property: Key(1)] double UsPerPage);
