using Damon.Contracts.Monitoring;

namespace Damon.Server.Sessions;

/// <summary>What the states mean for calls.</summary>
internal static class SessionStates
{
    /// <summary>Sampling, or about to, or about to end: holds its targets and cannot be deleted.</summary>
    public static bool IsActive(SessionState state) => state is SessionState.Starting or SessionState.Running or SessionState.Stopping;

    /// <summary>Ended for good. An interrupted session is not: its sampler may come back with it.</summary>
    public static bool IsOver(SessionState state) => state is SessionState.Stopped or SessionState.Failed;
}
