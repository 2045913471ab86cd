using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Sampler.Groups;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions.Joining;

namespace Damon.Sampler.Sessions;

/// <summary>Turns what the sampler knows into the messages that travel.</summary>
internal static class Messages
{
    /// <summary>A process.</summary>
    public static ProcessResource Of(ProcessFacts facts) => new()
    {
        Pid = facts.Identity.Pid,
        StartTime = facts.StartTime,
        Name = facts.Name,
        CommandLine = facts.CommandLine,
        User = facts.User,
        ResidentBytes = facts.ResidentBytes,
        Container = facts.Container,
        Monitorable = facts.Obstacle is null,
        Reason = facts.Obstacle,
    };

    /// <summary>A target.</summary>
    public static TargetResource Of(TargetFacts target) => new()
    {
        Index = target.Index,
        Pid = target.Process.Pid,
        StartTime = target.StartTime,
        Name = target.Name,
        CommandLine = target.CommandLine,
        EndedBecause = target.EndedBecause,
        Group = target.Group,
        HasRegions = target.HasRegions,
        EarlierPrograms = target.EarlierPrograms,
        RestartOf = target.RestartOf,
    };

    /// <summary>A group of the host.</summary>
    public static GroupResource Of(GroupFacts group) => new()
    {
        Kind = group.Kind,
        Name = group.Name,
        Processes = group.Processes,
        ResidentBytes = group.ResidentBytes,
        LimitBytes = group.LimitBytes,
    };

    /// <summary>A group of a session.</summary>
    public static SessionGroupResource Of(FollowedGroup group) => new()
    {
        Kind = group.Kind,
        Name = group.Name,
        Processes = group.Standing.Processes,
        Remark = group.Standing.Remark,
    };

    /// <summary>What a session costs.</summary>
    public static SessionCost Of(CostReport cost) => new()
    {
        SamplerPercent = cost.SamplerPercent,
        TargetPercent = cost.TargetPercent,
        ClearsPerSecond = cost.ClearsPerSecond,
        ChecksPerSecond = cost.ChecksPerSecond,
        CycleSeconds = cost.CycleS,
        LimitedBy = cost.LimitedBy,
    };

    /// <summary>How long a target's memory has not been accessed.</summary>
    public static IdleMessage Of(IdleView idle) => new()
    {
        Target = idle.Target,
        AtUs = idle.AtUs,
        WatchedUs = idle.WatchedUs,
        ResolutionUs = idle.ResolutionUs,
        Pieces = [.. idle.Pieces.Select(IdlePiece.Of)],
        Together = idle.Together is { } together ? [.. together.Select(IdlePiece.Of)] : null,
    };

    /// <summary>A kind of operations.</summary>
    public static OperationsResource Of(OperationsFacts facts) => new(facts.Kind, facts.Obstacle is null, facts.Obstacle);

    /// <summary>The mappings of a target.</summary>
    /// <param name="target">Its number.</param>
    /// <param name="atUs">When they were read, Unix microseconds.</param>
    /// <param name="mappings">In address order.</param>
    public static MappingSet Of(int target, long atUs, MappingFacts[] mappings) => new()
    {
        Target = target,
        AtUs = atUs,
        Mappings = Array.ConvertAll(mappings, one => new Mapping(one.Start, one.End, one.Permissions, one.Name, one.Kind, one.Use)),
    };
}
