using Damon.Contracts.Rest.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Audit;
using Damon.Server.Security.Roles;
using Damon.Server.Security.Tokens;

namespace Damon.Server.Security.SignIns;

/// <summary>Signs browsers in and out: trades a token for a cookie that is neither the token nor made of it.</summary>
internal sealed class SignInDesk(TokenGate gate, SignInRegistry signIns, IAuditLog audit)
{
    /// <summary>Signs the caller in, in place of whatever sign-in its browser had, and gives it the cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">What it shows.</param>
    /// <param name="field">Where it shows it.</param>
    /// <returns>The sign-in, or why there is none.</returns>
    public Outcome<SignIn> SignIn(HttpContext context, string? token, string field)
    {
        if (gate.RoleOf(context, token) is not { } role)
        {
            return gate.Refusal(context) ?? Problem.Of(StatusCodes.Status401Unauthorized, "This token is not the server's. Open the address that it printed last, or ask its operator for a token.", field);
        }

        var (name, options) = (SignInCookie.Name(context.Request), SignInCookie.Options(context.Request));
        if (signIns.Use(context.Request.Cookies[name]) is { } before)
        {
            Close(context, before.Id);
        }

        var (signIn, secret) = signIns.Open(role, CallerAddress.Of(context), context.Request.Headers.UserAgent.ToString());
        context.Response.Cookies.Append(name, secret, options);
        audit.Add(new AuditEntry { Action = "signIn", Status = StatusCodes.Status200OK, Role = role, SignIn = signIn.Id, Address = signIn.Address });
        return signIn;
    }

    /// <summary>Ends the caller's own sign-in and takes the cookie back.</summary>
    /// <returns>Whether there was one.</returns>
    public bool SignOut(HttpContext context)
    {
        if (Caller.Of(context.User)?.SignIn is not { } id)
        {
            return false;
        }

        context.Response.Cookies.Delete(SignInCookie.Name(context.Request), SignInCookie.Options(context.Request));
        Close(context, id);
        return true;
    }

    // The request itself may be tied to it, and is still to be answered.
    private void Close(HttpContext context, string id)
    {
        context.Features.Get<SignInTie>()?.Dispose();
        signIns.Close(id);
    }
}
