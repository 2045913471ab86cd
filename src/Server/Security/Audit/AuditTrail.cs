using Damon.Contracts.Rest.Access;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;

namespace Damon.Server.Security.Audit;

/// <summary>Writes down every call that changes something, done or refused, with who made it.</summary>
internal sealed class AuditTrail(RequestDelegate next, IAuditLog audit, SessionRegistry sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AuditedAs>() is not { } audited || Caller.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        var subject = context.GetRouteValue("id") as string;
        var name = Name(subject);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (Exception e)
        {
            status = e switch
            {
                ProblemException known => known.Problem.Status,
                BadHttpRequestException bad => bad.StatusCode,
                OperationCanceledException => StatusCodes.Status499ClientClosedRequest,
                _ => status,
            };
            throw;
        }
        finally
        {
            subject ??= context.Response.Headers.Location.ToString() is { Length: > 0 } made ? made[(made.LastIndexOf('/') + 1)..] : null;
            audit.Add(new AuditEntry
            {
                Action = audited.Action,
                Status = status,
                Role = caller.Role,
                SignIn = caller.SignIn,
                Address = CallerAddress.Of(context),
                Subject = subject,
                Name = name ?? Name(subject),
            });
        }
    }

    private string? Name(string? id) => id is null ? null : sessions.Find(id)?.Session.Name;
}
