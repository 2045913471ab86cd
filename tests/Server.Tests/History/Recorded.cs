using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;

namespace Damon.Server.Tests.History;

/// <summary>Things to store.</summary>
internal static class Recorded
{
    public static StoredSession Session(long key, SessionState state = SessionState.Running, string? id = null) => new()
    {
        Key = key,
        Id = id ?? "session-" + key,
        Name = "name " + key,
        State = state,
        Operations = OperationsKind.PageTable,
        Sampler = "sampler-1",
        StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(key),
        Attributes = new MonitoringAttributes { MinRegions = 20 },
        Targets = [new StoredTarget(0, 42, DateTimeOffset.UnixEpoch, "redis", "redis --x", null, Group: 1, HasRegions: false)],
        Groups = [new StoredGroup(GroupKind.Command, "redis*", 3, "Left out: 1."), new StoredGroup(GroupKind.Cgroup, "/system.slice", 2, null)],
        Notes = "noted",
        SamplerLost = 1,
        ServerLost = 2,
    };

    public static StoredSnapshot Snapshot(long session, long seq, int target = 0) => StoredSnapshot.Of(session, FakeSampler.Snapshot(seq, target));

    public static StoredMappings Mappings(long session, long atUs, string name = "[heap]")
        => StoredMappings.Of(session, new MappingSet { AtUs = atUs, Mappings = [new Mapping(0x1000, 0x3000, "rw-p", name, MappingKind.Heap)] });

    public static StoredIdle Idle(long session, long atUs, int target = 0, int pages = 3)
        => StoredIdle.Of(session, IdleSamples.Message(atUs, target, IdleSamples.Piece(0x1000, 0x10000, (2, pages))));

    public static HistoryBatch Batch(params object[] parts)
        => new([.. parts.OfType<StoredSession>()], [.. parts.OfType<StoredSnapshot>()], [.. parts.OfType<StoredMappings>()], [.. parts.OfType<StoredIdle>()]);
}
