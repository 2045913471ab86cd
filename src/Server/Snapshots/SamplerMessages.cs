using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Server.Snapshots;

/// <summary>
/// Whether what a sampler sends is whole. MessagePack leaves null what is not there, whatever a type says, and takes any number
/// for an enumeration: further in nothing is prepared for that, and what cannot be stored would keep all else from being stored.
/// </summary>
internal static class SamplerMessages
{
    /// <summary>Checks a hello.</summary>
    /// <exception cref="HubException">It is not whole; the message says what is wrong.</exception>
    public static void Check(SamplerHello hello)
    {
        Need(hello is not null, "a hello");
        Need(hello!.SamplerId is not null && hello.Host is not null && hello.Kernel is not null, "who sends it");
        Need(hello.Operations is not null && Array.TrueForAll(hello.Operations, static one => one is not null && Enum.IsDefined(one.Kind)), "its operations");
        Need(hello.RunningSessions is not null && Array.TrueForAll(hello.RunningSessions, static id => id is not null), "its sessions");
        if (hello.Cost is not null)
        {
            Check(hello.Cost);
        }
    }

    /// <summary>Checks snapshots.</summary>
    /// <exception cref="HubException">One is not whole.</exception>
    public static void Check(SnapshotPush[] pushes)
        => Need(pushes is not null && Array.TrueForAll(pushes, static push => push is { SessionId: not null, Snapshot.Regions: not null } && IsTarget(push.Snapshot.Target)), "a snapshot");

    /// <summary>Checks mappings.</summary>
    /// <exception cref="HubException">They are not whole.</exception>
    public static void Check(string sessionId, MappingSet mappings)
        => Need(
            sessionId is not null && mappings?.Mappings is not null && IsTarget(mappings.Target)
                && Array.TrueForAll(mappings.Mappings, static one => one is { Permissions: not null, Name: not null } && Enum.IsDefined(one.Kind)),
            "mappings");

    /// <summary>Checks idle ages.</summary>
    /// <exception cref="HubException">They are not whole.</exception>
    public static void Check(string sessionId, IdleMessage idle)
        => Need(sessionId is not null && idle?.Pieces is not null && IsTarget(idle.Target) && ArePieces(idle.Pieces) && (idle.Together is null || ArePieces(idle.Together)), "idle ages");

    /// <summary>Checks a status.</summary>
    /// <exception cref="HubException">It is not whole.</exception>
    public static void Check(SessionStatus status)
    {
        Need(status?.SessionId is not null && Enum.IsDefined(status.State) && status.LostSnapshots >= 0 && IsNumber(status.SamplerCpuSeconds), "a status");
        Need(
            status!.Targets is not null && Array.TrueForAll(status.Targets, IsWhole) && status.Targets.DistinctBy(static target => target.Index).Count() == status.Targets.Length,
            "targets, each with an index of its own");
        Need(status.Groups is not null && Array.TrueForAll(status.Groups, static group => group?.Name is not null && Enum.IsDefined(group.Kind)), "groups");
        Need(
            status.Cost is not { } cost
                || (IsNumber(cost.SamplerPercent) && IsNumber(cost.TargetPercent) && IsNumber(cost.ClearsPerSecond) && IsNumber(cost.ChecksPerSecond) && IsNumber(cost.CycleSeconds ?? 0)),
            "a cost");
    }

    /// <summary>Checks costs.</summary>
    /// <exception cref="HubException">They are not whole.</exception>
    public static void Check(SamplerCost cost)
        => Need(
            cost?.Runs is not null && Array.TrueForAll(cost.Runs, static run => run is not null && IsNumber(run.UsPerPage))
                && new[] { cost.AdviceUs, cost.AdviceUsPerPageInRuns, cost.FlushUs, cost.ReaccessUs, cost.WakeUs, cost.SweepUsPerPage }.All(IsNumber),
            "costs");

    private static bool IsWhole(TargetResource target)
        => target is { Name: not null, CommandLine: not null, EarlierPrograms: not null } && IsTarget(target.Index)
            && target.EarlierPrograms.All(static program => program is { Name: not null, CommandLine: not null });

    private static bool ArePieces(IdlePiece[] pieces) => Array.TrueForAll(pieces, static piece => piece?.Counts is not null);

    private static bool IsTarget(int index) => index is >= 0 and < SessionLimits.MostProcessesEver;

    // JSON knows no others.
    private static bool IsNumber(double value) => double.IsFinite(value);

    private static void Need(bool isThere, string what)
    {
        if (!isThere)
        {
            throw new HubException($"The sampler's message lacks {what}: sampler and server must be of one release.");
        }
    }
}
