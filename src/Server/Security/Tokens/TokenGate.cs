using System.Globalization;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Audit;
using Damon.Server.Security.Roles;

namespace Damon.Server.Security.Tokens;

/// <summary>The one place where tokens that callers show are looked at.</summary>
internal sealed class TokenGate(AccessTokens tokens, FailureThrottle throttle, IAuditLog audit)
{
    /// <summary>Whose token this is; null when it is nobody's, or when too many wrong ones were shown.</summary>
    public AccessRole? RoleOf(HttpContext context, string? token)
    {
        if (!throttle.Allows(context))
        {
            context.Features.Set(Throttled.Instance);
            return null;
        }

        if (tokens.RoleOf(token) is { } role)
        {
            return role;
        }

        // As many as the throttle lets through; those it keeps out are not written down.
        throttle.Failed(context);
        audit.Add(new AuditEntry { Action = "wrongToken", Status = StatusCodes.Status401Unauthorized, Address = CallerAddress.Of(context) });
        return null;
    }

    /// <summary>Why the caller's token was not even looked at; null when it was.</summary>
    public Problem? Refusal(HttpContext context)
    {
        if (context.Features.Get<Throttled>() is null)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(throttle.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problem.Of(StatusCodes.Status429TooManyRequests,
            "Too many wrong tokens were shown, from this address or in all (Damon:Auth:FailuresPerMinute), so that none is looked at now. Try again in a minute. Browsers that are signed in stay so.");
    }

    private sealed class Throttled
    {
        public static Throttled Instance { get; } = new();
    }
}
