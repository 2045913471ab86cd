using System.Security.Claims;
using Damon.Model.Access;

namespace Damon.Server.Security.Roles;

/// <summary>Who calls, as far as the server knows.</summary>
/// <param name="Role">What the caller may do.</param>
/// <param name="SignIn">The sign-in by whose cookie it is known; null when it has shown a token, or need not.</param>
internal sealed record Caller(AccessRole Role, string? SignIn)
{
    /// <summary>The caller of a request; null when nobody known calls.</summary>
    public static Caller? Of(ClaimsPrincipal user)
        => user.FindFirstValue(ClaimTypes.Role) is { } role ? new Caller(Enum.Parse<AccessRole>(role), user.FindFirstValue(ClaimTypes.Sid)) : null;

    /// <summary>The caller as the framework keeps it.</summary>
    /// <param name="scheme">How it was found out.</param>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, Role.ToString())], scheme);
        if (SignIn is not null)
        {
            identity.AddClaim(new Claim(ClaimTypes.Sid, SignIn));
        }

        return new ClaimsPrincipal(identity);
    }
}
