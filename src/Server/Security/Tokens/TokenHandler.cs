using System.Text.Encodings.Web;
using Damon.Model.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Security.SignIns;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Damon.Server.Security.Tokens;

/// <summary>
/// Knows a caller by the token of a role, as bearer token or - for hubs, whose clients in browsers cannot set headers - as
/// <c>access_token</c>; else by the cookie of a sign-in.
/// </summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, TokenGate gate, SignInRegistry signIns)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "DamonToken";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Known() is { } caller
        ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName))
        : AuthenticateResult.NoResult());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (gate.Refusal(Context) is { } refusal)
        {
            await refusal.ToResult().ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Of(StatusCodes.Status401Unauthorized,
            "The caller is not signed in, or its token is wrong. Open the address that the server printed when it started, or send the header Authorization: Bearer TOKEN.")
            .ToResult().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => Problem.Of(StatusCodes.Status403Forbidden,
            "This needs the role operator, and you are a viewer: you may look at everything and change nothing. Sign in with the operator's token: open /?token=TOKEN, or send the header Authorization: Bearer TOKEN.")
            .ToResult().ExecuteAsync(Context);

    private Caller? Known()
    {
        if (!tokens.AreRequired)
        {
            return new Caller(AccessRole.Operator, null);
        }

        foreach (var token in Tokens())
        {
            if (gate.RoleOf(Context, token) is { } role)
            {
                return new Caller(role, null);
            }
        }

        return signIns.Use(Request.Cookies[SignInCookie.Name(Request)]) is { } signIn ? new Caller(signIn.Role, signIn.Id) : null;
    }

    private IEnumerable<string> Tokens()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            yield return header[Bearer.Length..].Trim();
        }

        if (Request.Path.StartsWithSegments("/hubs") && Request.Query["access_token"].ToString() is { Length: > 0 } token)
        {
            yield return token;
        }
    }
}
