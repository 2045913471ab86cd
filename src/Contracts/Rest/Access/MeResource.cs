using Damon.Model.Access;

namespace Damon.Contracts.Rest.Access;

/// <summary>What the caller is to the server.</summary>
public sealed record MeResource
{
    /// <summary>What it may do.</summary>
    public AccessRole Role { get; init; }

    /// <summary>The sign-in by whose cookie it is known; null when it has shown a token, or need not.</summary>
    public SignInResource? SignIn { get; init; }

    /// <summary>To operators: the file on the server's host that keeps the viewers' token; null where somebody has given one.</summary>
    public string? ViewerTokenFile { get; init; }
}
