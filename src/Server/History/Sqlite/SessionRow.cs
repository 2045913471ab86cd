using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;

namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>sessions</c>; Dapper fills it by name.</summary>
internal sealed class SessionRow
{
    public long Key { get; init; }

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string State { get; init; } = "";

    public string? EndedBecause { get; init; }

    public string Operations { get; init; } = "";

    public string Sampler { get; init; } = "";

    public string Attributes { get; init; } = "";

    public bool FollowChildren { get; init; }

    public long StartedUs { get; init; }

    public long? EndedUs { get; init; }

    public long SamplerCpuUs { get; init; }

    public long SamplerLost { get; init; }

    public long ServerLost { get; init; }

    public long? Taken { get; init; }

    public string? Damage { get; init; }

    public bool IsDeleted { get; init; }

    public long SnapshotCount { get; init; }

    public long? FirstUs { get; init; }

    public long? LastUs { get; init; }

    public long? KeptFromUs { get; init; }

    public string Notes { get; init; } = "";

    public string MemberGroups { get; init; } = "[]";

    public static SessionRow Of(StoredSession session) => new()
    {
        Key = session.Key,
        Id = session.Id,
        Name = session.Name,
        State = session.State.ToString(),
        EndedBecause = session.EndedBecause,
        Operations = session.Operations.ToString(),
        Sampler = session.Sampler,
        Attributes = JsonSerializer.Serialize(AttributesMessage.Of(session.Attributes), ContractJson.Options),
        FollowChildren = session.FollowChildren,
        StartedUs = UnixTime.ToMicroseconds(session.StartedAt),
        EndedUs = session.EndedAt is { } ended ? UnixTime.ToMicroseconds(ended) : null,
        SamplerCpuUs = (long)(session.SamplerCpuSeconds * 1e6),
        SamplerLost = session.SamplerLost,
        ServerLost = session.ServerLost,
        Taken = session.Taken,
        Damage = session.Damage,
        Notes = session.Notes,
        MemberGroups = JsonSerializer.Serialize(session.Groups, ContractJson.Options),
    };

    public StoredSession ToSession(IEnumerable<TargetRow> targets, IEnumerable<StoredSequence> sequences) => new()
    {
        Key = Key,
        Id = Id,
        Name = Name,
        State = Enum.Parse<SessionState>(State),
        EndedBecause = EndedBecause,
        Operations = Enum.Parse<OperationsKind>(Operations),
        Targets = [.. targets.OrderBy(target => target.Target).Select(target => target.ToTarget())],
        Attributes = AttributesOf(Attributes),
        StartedAt = UnixTime.FromMicroseconds(StartedUs),
        EndedAt = EndedUs is { } us ? UnixTime.FromMicroseconds(us) : null,
        SnapshotCount = SnapshotCount,
        SamplerCpuSeconds = SamplerCpuUs / 1e6,
        SamplerLost = SamplerLost,
        ServerLost = ServerLost,
        Taken = Taken,
        IsDeleted = IsDeleted,
        Damage = Damage,
        Sequences = [.. sequences],
        Sampler = Sampler,
        FirstUs = FirstUs,
        LastUs = LastUs,
        KeptFromUs = KeptFromUs,
        FollowChildren = FollowChildren,
        Notes = Notes,
        Groups = JsonSerializer.Deserialize<StoredGroup[]>(MemberGroups, ContractJson.Options) ?? [],
    };

    /// <summary>What is not stored is as it was when it could not be chosen: earlier versions had the kernel's plan only.</summary>
    private static MonitoringAttributes AttributesOf(string json)
        => (JsonSerializer.Deserialize<AttributesRequest>(json, ContractJson.Options) ?? new()).Over(new MonitoringAttributes { Plan = SamplingPlan.Kernel });
}
