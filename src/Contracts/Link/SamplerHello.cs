using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>What a sampler says of itself when it connects, and again after every reconnect.</summary>
[MessagePackObject]
public sealed record SamplerHello
{
    /// <summary>Version of the link this sampler speaks; see <see cref="ISamplerHub.LinkVersion"/>.</summary>
    [Key(0)] public int LinkVersion { get; init; }

    /// <summary>Identity that lasts as long as the sampler process.</summary>
    [Key(1)] public string SamplerId { get; init; } = "";

    /// <summary>Host name.</summary>
    [Key(2)] public string Host { get; init; } = "";

    /// <summary>Kernel release.</summary>
    [Key(3)] public string Kernel { get; init; } = "";

    /// <summary>Every kind of operations, available or not.</summary>
    [Key(4)] public OperationsResource[] Operations { get; init; } = [];

    /// <summary>Sessions it is sampling right now: the server takes them up again after it was away.</summary>
    [Key(5)] public string[] RunningSessions { get; init; } = [];

    /// <summary>What single steps of monitoring cost on its host; null when it does not know.</summary>
    [Key(6)] public SamplerCost? Cost { get; init; }
}
