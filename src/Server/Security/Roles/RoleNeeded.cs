using Damon.Model.Access;

namespace Damon.Server.Security.Roles;

/// <summary>Tells of an endpoint who may call it, where the convention does not fit.</summary>
/// <param name="Role">The least role.</param>
internal sealed record RoleNeeded(AccessRole Role);
