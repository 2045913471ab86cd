namespace Damon.Contracts.Rest.Access;

/// <summary>What a browser shows to be signed in.</summary>
public sealed record SignInRequest
{
    /// <summary>The token of a role.</summary>
    public string? Token { get; init; }
}
