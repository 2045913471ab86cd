using System.Text.Encodings.Web;
using Damon.Model.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Damon.Server.Security.Tokens;

/// <summary>Knows a caller by the token of a role: accepts it as bearer token, as cookie, or - for hubs, whose browser clients cannot set headers - as <c>access_token</c>.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "DamonToken";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var role = tokens.AreRequired ? Candidates().Select(tokens.RoleOf).FirstOrDefault(static role => role is not null) : AccessRole.Operator;
        return Task.FromResult(role is { } known
            ? AuthenticateResult.Success(new AuthenticationTicket(new Caller(known).ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.NoResult());
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Of(StatusCodes.Status401Unauthorized,
            "The token is missing or wrong. Open the address that the server printed when it started, or send the header Authorization: Bearer TOKEN.")
            .ToResult().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => Problem.Of(StatusCodes.Status403Forbidden,
            "This needs the role operator, and you are a viewer: you may look at everything and change nothing. Sign in with the operator's token: open /?token=TOKEN, or send the header Authorization: Bearer TOKEN.")
            .ToResult().ExecuteAsync(Context);

    private IEnumerable<string?> Candidates()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            yield return header[Bearer.Length..].Trim();
        }

        yield return Request.Cookies[TokenCookie.Name(Request)];
        if (Request.Path.StartsWithSegments("/hubs"))
        {
            yield return Request.Query["access_token"];
        }
    }
}
