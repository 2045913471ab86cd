using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.History;

/// <summary>Things to store.</summary>
internal static class Recorded
{
    public static StoredSession Session(long key, SessionState state = SessionState.Running, string? id = null) => new(
        key,
        new SessionResource
        {
            Id = id ?? "session-" + key,
            Name = "name " + key,
            State = state,
            Operations = OperationsKind.PageTable,
            Sampler = "sampler-1",
            StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(key),
            Attributes = new MonitoringAttributes { MinRegions = 20 },
            Targets = [new TargetResource { Index = 0, Pid = 42, StartTime = DateTimeOffset.UnixEpoch, Name = "redis", CommandLine = "redis --x" }],
            Notes = "noted",
        },
        SamplerLost: 1,
        ServerLost: 2);

    public static StoredSnapshot Snapshot(long session, long seq, int target = 0) => StoredSnapshot.Of(session, FakeSampler.Snapshot(seq, target));

    public static StoredMappings Mappings(long session, long atUs, string name = "[heap]")
        => StoredMappings.Of(session, new MappingSet { AtUs = atUs, Mappings = [new Mapping(0x1000, 0x3000, "rw-p", name, MappingKind.Heap)] });

    public static HistoryBatch Batch(params object[] parts)
        => new([.. parts.OfType<StoredSession>()], [.. parts.OfType<StoredSnapshot>()], [.. parts.OfType<StoredMappings>()]);
}
