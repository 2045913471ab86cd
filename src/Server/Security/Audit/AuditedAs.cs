namespace Damon.Server.Security.Audit;

/// <summary>Tells of an endpoint what its calls are called in the audit log.</summary>
/// <param name="Action">The name.</param>
internal sealed record AuditedAs(string Action);
