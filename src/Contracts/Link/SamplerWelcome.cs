using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>The server's answer to a hello.</summary>
[MessagePackObject]
public sealed record SamplerWelcome
{
    /// <summary>False when the server will not work with this sampler; <see cref="Problem"/> says why.</summary>
    [Key(0)] public bool Accepted { get; init; }

    /// <summary>Why not, as a sentence.</summary>
    [Key(1)] public string? Problem { get; init; }

    /// <summary>Sessions of the hello that the server does not know (deleted meanwhile): the sampler ends them.</summary>
    [Key(2)] public string[] UnknownSessions { get; init; } = [];
}
