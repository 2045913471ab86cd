namespace Damon.Contracts.Rest;

/// <summary>Body of <c>POST /sessions</c>.</summary>
public sealed record CreateSessionRequest
{
    /// <summary>Name to show; the targets' names when left out.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the sampler; the only one connected when left out.</summary>
    public string? Sampler { get; init; }

    /// <summary>An operations kind in JSON spelling; <c>auto</c> when left out. Text, so that an unknown one is answered with its name.</summary>
    public string? Operations { get; init; }

    /// <summary>1 to 32 processes or groups of processes.</summary>
    public IReadOnlyList<TargetRequest>? Targets { get; init; }

    /// <summary>Intervals and limits; the kernel's defaults when left out.</summary>
    public AttributesRequest? Attributes { get; init; }

    /// <summary>Children that the targets start become targets too.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Notes, plain text, up to 10,000 characters; none when left out.</summary>
    public string? Notes { get; init; }
}
