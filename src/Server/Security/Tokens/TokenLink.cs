using Damon.Server.Security.SignIns;
using Microsoft.AspNetCore.Http.Extensions;

namespace Damon.Server.Security.Tokens;

/// <summary>
/// Turns <c>/anything?token=TOKEN</c> into a cookie and the same address without the token, so that it stays neither in the
/// address bar nor in the history nor in a Referer.
/// </summary>
internal sealed class TokenLink(RequestDelegate next, AccessTokens tokens, SignInDesk desk)
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
            if (desk.SignIn(context, request.Query[Parameter].ToString(), Parameter).Problem is { } problem)
            {
                await problem.ToResult().ExecuteAsync(context);
                return;
            }
        }

        var rest = new QueryBuilder(request.Query.Where(pair => pair.Key != Parameter)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")));

        // "//host" and "/\host" would lead to another site.
        var path = "/" + request.Path.ToUriComponent().TrimStart('/', '\\');
        context.Response.Redirect(path + rest.ToQueryString());
    }
}
