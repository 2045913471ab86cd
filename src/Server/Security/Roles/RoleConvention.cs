using Damon.Model.Access;
using Damon.Server.Security.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Damon.Server.Security.Roles;

/// <summary>
/// Who may call what: reading is for everybody who is known, everything else for operators. A call that is added and says
/// nothing about roles is thereby closed to viewers when it changes something, and written down in the audit log.
/// </summary>
internal static class RoleConvention
{
    /// <summary>Every endpoint of a group needs a role.</summary>
    public static RouteGroupBuilder RequireRoles(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(static endpoint =>
        {
            if (endpoint.Metadata.OfType<IAllowAnonymous>().Any())
            {
                return;
            }

            var reads = Reads(endpoint);
            if (!reads && !endpoint.Metadata.OfType<AuditedAs>().Any())
            {
                endpoint.Metadata.Add(new AuditedAs(endpoint.DisplayName ?? "change"));
            }

            var role = endpoint.Metadata.OfType<RoleNeeded>().LastOrDefault()?.Role ?? (reads ? AccessRole.Viewer : AccessRole.Operator);
            endpoint.Metadata.Add(new AuthorizeAttribute(role == AccessRole.Operator ? RolePolicies.Operator : RolePolicies.Viewer));
            endpoint.Metadata.Add(Problem(StatusCodes.Status401Unauthorized));
            if (role == AccessRole.Operator)
            {
                endpoint.Metadata.Add(Problem(StatusCodes.Status403Forbidden));
            }
        });
        return group;
    }

    /// <summary>Only operators may call it, although it reads.</summary>
    public static TBuilder ForOperators<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new RoleNeeded(AccessRole.Operator));

    /// <summary>Viewers may call it, too, although it changes something.</summary>
    public static TBuilder ForViewers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new RoleNeeded(AccessRole.Viewer));

    /// <summary>What its calls are called in the audit log.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder builder, string action)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new AuditedAs(action));

    private static bool Reads(EndpointBuilder endpoint)
        => endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: { Count: > 0 } methods } && methods.All(HttpMethods.IsGet);

    private static ProducesResponseTypeMetadata Problem(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);
}
