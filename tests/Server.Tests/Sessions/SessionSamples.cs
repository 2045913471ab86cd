using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Tests.Sessions;

/// <summary>Sessions to begin tests of rules with.</summary>
internal static class SessionSamples
{
    public static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>A session on process 5, in a state; one that does not go on has a reason and an end.</summary>
    public static Session In(SessionState state) => new()
    {
        Key = 7,
        Id = "some-id",
        Name = "some name",
        Notes = "noted",
        State = state,
        EndedBecause = state.IsActive() ? null : "Before.",
        EndedAt = state.IsActive() ? null : Begin.AddMinutes(1),
        Operations = OperationsKind.Auto,
        Targets = [new SessionTarget(0, 5, Begin, "first", "first --run", "Gone.", Group: 0, HasRegions: false) { EarlierPrograms = [new EarlierProgram("sh", "sh -c first", 9)], RestartOf = 3 }],
        Groups = [new SessionGroup(GroupKind.Unit, "first.service", 3, "Left out: 1.")],
        Attributes = new MonitoringAttributes { MinRegions = 20 },
        FollowChildren = true,
        Sampler = "sampler-1",
        StartedAt = Begin,
        SamplerCpuSeconds = 1.5,
        SnapshotCount = 10,
        FirstUs = 1,
        LastUs = 2,
        SamplerLost = 3,
        ServerLost = 4,
        Taken = 17,
    };
}
