namespace Damon.Server.Security.Tokens;

/// <summary>The cookie that carries the token for a browser.</summary>
internal static class TokenCookie
{
    /// <summary>Its name. Browsers do not part cookies by port, so that two servers on one host need two names.</summary>
    public static string Name(HttpRequest request) => "damon-" + (request.Host.Port ?? (request.IsHttps ? 443 : 80));

    /// <summary>Neither scripts nor pages of other sites get it; it ends with the browser's session.</summary>
    public static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
