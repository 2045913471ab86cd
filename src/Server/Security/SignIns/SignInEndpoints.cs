using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Server.Configuration;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Security.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Security.SignIns;

/// <summary>Who calls, and which browsers are signed in.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", Me).WithTags("Access").WithSummary("What the caller may do, and the sign-in by which it is known.");
        var signIns = api.MapGroup("/signins").WithTags("Access");
        signIns.MapPost("/", SignIn).AllowAnonymous()
            .WithSummary("Sign a browser in: trades a token for a cookie, which is not the token. Programs send the token with each call instead.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(429);
        signIns.MapGet("/", List).ForOperators().WithSummary("The browsers that are signed in, newest first.");
        signIns.MapDelete("/current", SignOut).ForViewers().Audited("signOut").WithSummary("Sign out: ends the caller's own sign-in and all it has open.").ProducesProblem(404);
        signIns.MapDelete("/{id}", Revoke).Audited("endSignIn").WithSummary("End a sign-in and all it has open.").ProducesProblem(404);
    }

    private static Ok<MeResource> Me(HttpContext context, SignInRegistry signIns, AccessTokens tokens, DamonSettings settings)
    {
        var caller = Caller.Of(context.User)!;
        var own = signIns.All.FirstOrDefault(signIn => signIn.Id == caller.SignIn);
        return TypedResults.Ok(new MeResource
        {
            Role = caller.Role,
            SignIn = own is null ? null : ToResource(own, caller, signIns),
            ViewerTokenFile = caller.Role == AccessRole.Operator && tokens.Viewer.IsKept ? settings.ViewerTokenFile : null,
        });
    }

    private static Results<Ok<MeResource>, ProblemHttpResult> SignIn(HttpContext context, SignInRequest request, SignInDesk desk, AccessTokens tokens, SignInRegistry signIns)
    {
        if (!tokens.AreRequired)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "Nobody has to sign in here: authentication is disabled (Damon:Auth:Disabled).").ToResult();
        }

        if (string.IsNullOrWhiteSpace(request.Token))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Give the token of a role.", "token").ToResult();
        }

        var (signIn, problem) = desk.SignIn(context, request.Token.Trim(), "token");
        return signIn is null
            ? problem!.ToResult()
            : TypedResults.Ok(new MeResource { Role = signIn.Role, SignIn = ToResource(signIn, new Caller(signIn.Role, signIn.Id), signIns) });
    }

    private static Ok<SignInResource[]> List(HttpContext context, SignInRegistry signIns)
    {
        var caller = Caller.Of(context.User)!;
        return TypedResults.Ok(signIns.All.Select(signIn => ToResource(signIn, caller, signIns)).ToArray());
    }

    private static Results<NoContent, ProblemHttpResult> SignOut(HttpContext context, SignInDesk desk)
        => desk.SignOut(context)
            ? TypedResults.NoContent()
            : Problem.Of(StatusCodes.Status404NotFound, "The call is not made by a browser that is signed in: a token is no sign-in, and holds until the server has another.").ToResult();

    private static Results<NoContent, ProblemHttpResult> Revoke(string id, HttpContext context, SignInDesk desk, SignInRegistry signIns)
        => (id == Caller.Of(context.User)!.SignIn ? desk.SignOut(context) : signIns.Close(id) is not null)
            ? TypedResults.NoContent()
            : Problem.Of(StatusCodes.Status404NotFound, $"There is no sign-in '{id}'; it may have ended. GET /api/v1/signins lists those that hold.").ToResult();

    private static SignInResource ToResource(SignIn signIn, Caller caller, SignInRegistry signIns) => new()
    {
        Id = signIn.Id,
        Role = signIn.Role,
        CreatedAt = signIn.CreatedAt,
        LastSeenAt = signIn.LastSeenAt,
        ExpiresAt = signIns.End(signIn),
        Address = signIn.Address,
        Browser = signIn.Browser,
        IsCurrent = signIn.Id == caller.SignIn,
    };
}
