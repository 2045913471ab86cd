using System.Net;
using Damon.Server.Configuration;
using Damon.Server.Problems;

namespace Damon.Server.Security;

/// <summary>
/// Refuses what only a hostile web page sends: a foreign Host on a loopback address (DNS rebinding), and calls of the
/// API, a hub or the metrics from another origin. The latter matter in spite of SameSite cookies: another port of the same host
/// is the same site, and WebSockets know no CORS.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, DamonSettings settings)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<PeerCredentials>() is null)
        {
            if (!HostAllowed(context.Request.Host.Host))
            {
                await RefuseAsync(context,
                    $"The server does not answer to the host name '{context.Request.Host.Host}' on a loopback address. Use 127.0.0.1 or localhost, or add the name to Damon:AllowedHosts.");
                return;
            }

            if (IsCall(context.Request.Path) && !SameOrigin(context.Request))
            {
                await RefuseAsync(context, "The call comes from a page of another origin, which may not use this server.");
                return;
            }
        }

        await next(context);
    }

    private static bool IsCall(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/metrics");

    private static bool SameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            // Behind a proxy that speaks TLS the scheme differs; host and port are what tells sites apart.
            return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }

    private static Task RefuseAsync(HttpContext context, string sentence)
        => Problem.Of(StatusCodes.Status403Forbidden, sentence).ToResult().ExecuteAsync(context);

    private bool HostAllowed(string host)
    {
        if (!settings.LoopbackOnly)
        {
            return true;
        }

        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
            || settings.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
    }
}
