using Damon.Model.Access;

namespace Damon.Server.Security.SignIns;

/// <summary>A browser that has shown a token, and is known by its cookie from then on.</summary>
/// <param name="Id">What it is called in lists and in the audit log; no secret.</param>
/// <param name="Digest">SHA-256 of the secret in the cookie, hexadecimal: who reads what is kept here cannot call with it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When the token was shown.</param>
/// <param name="Address">From where it was shown.</param>
/// <param name="Browser">What the browser calls itself, cut.</param>
internal sealed record SignIn(string Id, string Digest, AccessRole Role, DateTimeOffset CreatedAt, string Address, string Browser)
{
    /// <summary>When it was last used.</summary>
    public DateTimeOffset LastSeenAt { get; init; } = CreatedAt;
}
