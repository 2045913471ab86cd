using System.Security.Claims;
using Damon.Contracts.Rest.Access;
using Damon.Server.Security.SignIns;

namespace Damon.Server.Security.Roles;

/// <summary>
/// Tells every known caller its role in the answer's head, so that a page need not ask; and ends what a sign-in has under way,
/// downloads and watchers, too, when it ends.
/// </summary>
internal sealed class CallerAnswers(RequestDelegate next, SignInRegistry signIns)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Caller.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        using var tie = caller.SignIn is { } signIn ? signIns.Tie(signIn, context.Abort) : null;
        if (caller.SignIn is not null && tie is null)
        {
            // It has just been ended.
            context.User = new ClaimsPrincipal();
            await next(context);
            return;
        }

        context.Features.Set(tie);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[AccessHeaders.Role] = caller.Role.ToString().ToLowerInvariant();
            if (caller.SignIn is { } id)
            {
                context.Response.Headers[AccessHeaders.SignIn] = id;
            }

            return Task.CompletedTask;
        });
        await next(context);
    }
}
