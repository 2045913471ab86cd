using Damon.Contracts.Groups;
using Damon.Contracts.Rest;

namespace Damon.Server.Sessions;

/// <summary>The forms in which callers see sessions; made where an answer or a message leaves the server.</summary>
internal static class SessionResources
{
    /// <summary>A session as callers see it.</summary>
    public static SessionResource ToResource(this Session session) => new()
    {
        Id = session.Id,
        Name = session.Name,
        Notes = session.Notes,
        State = session.State,
        EndedBecause = session.EndedBecause,
        Operations = session.Operations,
        Targets = [.. session.Targets.Select(ToResource)],
        Groups = [.. session.Groups.Select(ToResource)],
        Attributes = session.Attributes,
        FollowChildren = session.FollowChildren,
        Sampler = session.Sampler,
        StartedAt = session.StartedAt,
        EndedAt = session.EndedAt,
        SamplerCpuSeconds = session.SamplerCpuSeconds,
        SnapshotCount = session.SnapshotCount,
        FirstUs = session.FirstUs,
        LastUs = session.LastUs,
        KeptFromUs = session.KeptFromUs,
        Cost = session.Cost,
        LostSnapshots = session.Lost,
        Damage = session.Damage,
    };

    private static TargetResource ToResource(SessionTarget target) => new()
    {
        Index = target.Index,
        Pid = target.Pid,
        StartTime = target.StartTime,
        Name = target.Name,
        CommandLine = target.CommandLine,
        EndedBecause = target.EndedBecause,
        Group = target.Group,
        HasRegions = target.HasRegions,
        EarlierPrograms = target.EarlierPrograms,
        RestartOf = target.RestartOf,
    };

    private static SessionGroupResource ToResource(SessionGroup group) => new()
    {
        Kind = group.Kind,
        Name = group.Name,
        Processes = group.Processes,
        Remark = group.Remark,
    };
}
