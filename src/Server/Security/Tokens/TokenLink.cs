using Damon.Server.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace Damon.Server.Security.Tokens;

/// <summary>
/// Turns <c>/anything?token=TOKEN</c> into a cookie and the same address without the token, so that it stays neither in the
/// address bar nor in the history nor in a Referer.
/// </summary>
internal sealed class TokenLink(RequestDelegate next, AccessTokens tokens)
{
    private const string Parameter = "token";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || !request.Query.ContainsKey(Parameter)
            || request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/hubs"))
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (tokens.AreRequired)
        {
            var given = request.Query[Parameter].ToString();
            if (tokens.RoleOf(given) is null)
            {
                await Problem.Of(StatusCodes.Status401Unauthorized,
                    "This token is not the server's. Open the address that it printed last.",
                    Parameter).ToResult().ExecuteAsync(context);
                return;
            }

            context.Response.Cookies.Append(TokenCookie.Name(request), given, TokenCookie.Options(request));
        }

        var rest = new QueryBuilder(request.Query.Where(pair => pair.Key != Parameter)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")));

        // "//host" and "/\host" would lead to another site.
        var path = "/" + request.Path.ToUriComponent().TrimStart('/', '\\');
        context.Response.Redirect(path + rest.ToQueryString());
    }
}
