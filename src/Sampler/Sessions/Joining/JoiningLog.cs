using Damon.Sampler.Monitoring;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>What is logged of processes that join.</summary>
internal static class JoiningLog
{
    /// <summary>A process of a group is not monitored, because another session does so.</summary>
    public static void LeavesOut(this ILogger log, string session, ProcessIdentity process, FollowedGroup group, string other)
        => log.LogInformation(
            "Session {Session} leaves out process {Pid} of {Group}: session {Other} monitors it with the same operations.", session, process.Pid, group.Name, other);
}
