using Damon.Model.Access;

namespace Damon.Contracts.Rest.Access;

/// <summary>A browser that is signed in.</summary>
public sealed record SignInResource
{
    /// <summary>What it is called; no secret.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it may do.</summary>
    public AccessRole Role { get; init; }

    /// <summary>When it was signed in.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it has called last.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the sign-in ends unless the browser calls again.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>From which address it was signed in.</summary>
    public string Address { get; init; } = "";

    /// <summary>What the browser calls itself.</summary>
    public string Browser { get; init; } = "";

    /// <summary>Whether it is the caller's own.</summary>
    public bool IsCurrent { get; init; }
}
