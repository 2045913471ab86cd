using System.Security.Claims;
using Damon.Model.Access;

namespace Damon.Server.Security.Roles;

/// <summary>Who calls, as far as the server knows.</summary>
/// <param name="Role">What the caller may do.</param>
internal sealed record Caller(AccessRole Role)
{
    /// <summary>The caller of a request; null when nobody known calls.</summary>
    public static Caller? Of(ClaimsPrincipal user)
        => user.FindFirstValue(ClaimTypes.Role) is { } role ? new Caller(Enum.Parse<AccessRole>(role)) : null;

    /// <summary>The caller as the framework keeps it.</summary>
    /// <param name="scheme">How it was found out.</param>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity([new Claim(ClaimTypes.Role, Role.ToString())], scheme));
}
