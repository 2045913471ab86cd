using Damon.Server.Configuration;
using Damon.Server.Problems;

namespace Damon.Server.Security;

/// <summary>
/// Keeps the two ways in apart: the Unix socket leads to the sampler hub and nothing else, and only the Unix socket
/// leads there. Over TCP the hub does not exist.
/// </summary>
internal sealed class SamplerDoor(RequestDelegate next, DamonSettings settings, ILogger<SamplerDoor> log)
{
    /// <summary>Path of the hub.</summary>
    public const string Path = "/hubs/sampler";

    public async Task InvokeAsync(HttpContext context)
    {
        var peer = context.Features.Get<PeerCredentials>();
        if (context.Request.Path.StartsWithSegments(Path) != peer is not null)
        {
            await Problem.Of(StatusCodes.Status404NotFound, "There is nothing at this address.").ToResult().ExecuteAsync(context);
            return;
        }

        if (peer is not null && !settings.Link.AllowedUids.Contains(peer.Uid))
        {
            log.LogWarning("Refused a sampler of user {Uid} (pid {Pid}): the user is not in Damon:Link:AllowedUids", peer.Uid, peer.Pid);
            await Problem.Of(StatusCodes.Status403Forbidden,
                $"User {peer.Uid} may not connect as a sampler; add it to Damon:Link:AllowedUids of the server.").ToResult().ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
