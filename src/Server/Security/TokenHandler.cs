using System.Security.Claims;
using System.Text.Encodings.Web;
using Damon.Server.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Damon.Server.Security;

/// <summary>Accepts the token as bearer token, as cookie, or - for hubs, whose browser clients cannot set headers - as <c>access_token</c>.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "DamonToken";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (token.IsRequired && !Candidates().Any(token.Matches))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "owner")], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Of(StatusCodes.Status401Unauthorized,
            "The token is missing or wrong. Open the address that the server printed when it started, or send the header Authorization: Bearer TOKEN.")
            .ToResult().ExecuteAsync(Context);
    }

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
