namespace Damon.Server.Security.SignIns;

/// <summary>The cookie by which a browser that is signed in is known.</summary>
internal static class SignInCookie
{
    /// <summary>Its name. Browsers do not part cookies by port, so that two servers on one host need two names.</summary>
    public static string Name(HttpRequest request) => "damon-" + (request.Host.Port ?? (request.IsHttps ? 443 : 80));

    /// <summary>Neither scripts nor pages of other sites get it; it ends with the browser's session, or before when the server ends the sign-in.</summary>
    public static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
