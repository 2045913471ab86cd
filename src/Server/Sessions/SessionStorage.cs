using Damon.Model.Secrets;
using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>Between sessions and what the history keeps of them.</summary>
internal static class SessionStorage
{
    /// <summary>A session as it is stored.</summary>
    public static StoredSession ToStored(this Session session) => new()
    {
        Key = session.Key,
        Id = session.Id,
        Name = session.Name,
        Notes = session.Notes,
        State = session.State,
        EndedBecause = session.EndedBecause,
        Operations = session.Operations,
        Targets = [.. session.Targets.Select(ToStored)],
        Groups = [.. session.Groups.Select(group => new StoredGroup(group.Kind, group.Name, group.Processes, group.Remark))],
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
        SamplerLost = session.SamplerLost,
        ServerLost = session.ServerLost,
        Taken = session.Taken,
        Damage = session.Damage,
    };

    /// <summary>A stored session, as it was; but what looks like a secret in it, from versions that kept it, is masked.</summary>
    public static Session ToSession(this StoredSession stored) => new()
    {
        Key = stored.Key,
        Id = stored.Id,
        Name = SecretMask.Of(stored.Name),
        Notes = stored.Notes,
        State = stored.State,
        EndedBecause = stored.EndedBecause,
        Operations = stored.Operations,
        Targets = [.. stored.Targets.Select(ToTarget)],
        Groups = [.. stored.Groups.Select(group => new SessionGroup(group.Kind, group.Name, group.Processes, group.Remark))],
        Attributes = stored.Attributes,
        FollowChildren = stored.FollowChildren,
        Sampler = stored.Sampler,
        StartedAt = stored.StartedAt,
        EndedAt = stored.EndedAt,
        SamplerCpuSeconds = stored.SamplerCpuSeconds,
        SnapshotCount = stored.SnapshotCount,
        FirstUs = stored.FirstUs,
        LastUs = stored.LastUs,
        KeptFromUs = stored.KeptFromUs,
        SamplerLost = stored.SamplerLost,
        ServerLost = stored.ServerLost,
        Taken = stored.Taken,
        Damage = stored.Damage,
    };

    private static StoredTarget ToStored(SessionTarget target)
        => new(target.Index, target.Pid, target.StartTime, target.Name, target.CommandLine, target.EndedBecause, target.Group, target.HasRegions)
        {
            EarlierPrograms = target.EarlierPrograms,
            RestartOf = target.RestartOf,
        };

    private static SessionTarget ToTarget(StoredTarget stored)
        => new(stored.Index, stored.Pid, stored.StartTime, stored.Name, SecretMask.Of(stored.CommandLine), stored.EndedBecause, stored.Group, stored.HasRegions)
        {
            EarlierPrograms = [.. stored.EarlierPrograms.Select(earlier => earlier with { CommandLine = SecretMask.Of(earlier.CommandLine) })],
            RestartOf = stored.RestartOf,
        };
}
