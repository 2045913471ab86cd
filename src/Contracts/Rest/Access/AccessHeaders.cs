namespace Damon.Contracts.Rest.Access;

/// <summary>What answers to known callers tell in their heads.</summary>
public static class AccessHeaders
{
    /// <summary>The caller's role: <c>viewer</c> or <c>operator</c>.</summary>
    public const string Role = "Damon-Role";

    /// <summary>Id of the sign-in by whose cookie the caller is known; not there when it has shown a token, or need not.</summary>
    public const string SignIn = "Damon-SignIn";
}
