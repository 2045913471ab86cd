using Damon.Model.Access;
using Microsoft.AspNetCore.Authorization;

namespace Damon.Server.Security.Roles;

/// <summary>One policy of authorization for each role.</summary>
internal static class RolePolicies
{
    /// <summary>Everybody who is known.</summary>
    public const string Viewer = nameof(AccessRole.Viewer);

    /// <summary>Operators only.</summary>
    public const string Operator = nameof(AccessRole.Operator);

    public static void AddRoles(this AuthorizationOptions options)
    {
        options.AddPolicy(Viewer, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireRole(Operator));
    }
}
