using System.Net;
using Damon.Client.Api;

namespace Damon.Client.Processes;

/// <summary>What to do when a session did not start.</summary>
public static class StartAdvice
{
    /// <summary>One sentence; what was set in the dialog stays in any case.</summary>
    /// <param name="problem">Why it did not start.</param>
    /// <param name="isGroup">Whether it was to start on a group of processes.</param>
    public static string For(ApiProblem problem, bool isGroup) => problem.Status switch
    {
        null => "What is set here stays: press Start again when the server is back.",
        HttpStatusCode.BadRequest => "Correct what is marked, then press Start again.",
        HttpStatusCode.Unauthorized => "Then come back to this page.",
        HttpStatusCode.Forbidden when isGroup => "Choose another group, or run the sampler with the right to read these processes (as root).",
        HttpStatusCode.Forbidden => "Choose another process, or run the sampler with the right to read this one (as root).",
        HttpStatusCode.NotFound when isGroup => "Its processes have probably ended. Close this, refresh the list, and choose it anew if it is there again.",
        HttpStatusCode.NotFound => "The process has probably ended. Close this and choose it anew if it runs again.",
        HttpStatusCode.Conflict => "Open the running session from the list, or choose other operations.",
        HttpStatusCode.UnprocessableEntity => "Choose other operations, then press Start again.",
        HttpStatusCode.TooManyRequests => "Wait a little, then press Start again.",
        HttpStatusCode.ServiceUnavailable => "Start the sampler on its host if it does not run; it connects by itself. Then press Start again.",
        _ => "The server's log says more. Press Start again to try once more.",
    };
}
