using Damon.Model.Access;

namespace Damon.Contracts.Rest.Access;

/// <summary>Something that somebody has done, or was refused.</summary>
public sealed record AuditEntry
{
    /// <summary>When it was done; no two entries have the same time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What: <c>start</c>, <c>delete</c>, <c>signIn</c>, <c>wrongToken</c> and so on; of calls that have no name here, the call.</summary>
    public string Action { get; init; } = "";

    /// <summary>Status of the answer, as in HTTP: below 400 it was done.</summary>
    public int Status { get; init; }

    /// <summary>Role of who did it; null where nobody known did.</summary>
    public AccessRole? Role { get; init; }

    /// <summary>The sign-in by which it was done; null where a token was shown, or nobody has to.</summary>
    public string? SignIn { get; init; }

    /// <summary>From which address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Id of the session, sampler or sign-in it was done to; null where there is none.</summary>
    public string? Subject { get; init; }

    /// <summary>What the session was called then; null where it is about none.</summary>
    public string? Name { get; init; }
}
