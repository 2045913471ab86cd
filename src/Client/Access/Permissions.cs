namespace Damon.Client.Access;

/// <summary>What this browser may do at the server.</summary>
/// <param name="Role"><c>viewer</c> or <c>operator</c>; null until the server has told.</param>
/// <param name="SignIn">The sign-in by which the server knows this browser; null where nobody has to sign in.</param>
public sealed record Permissions(string? Role, string? SignIn)
{
    /// <summary>Nothing was told yet.</summary>
    public static Permissions Unknown { get; } = new(null, null);

    /// <summary>Whether what changes something is offered. What the server would refuse in spite of it, it says.</summary>
    public bool MayChange => Role != "viewer";

    /// <summary>Whether this is known to be an operator.</summary>
    public bool IsOperator => Role == "operator";
}
