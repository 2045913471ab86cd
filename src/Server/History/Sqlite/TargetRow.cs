using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Monitoring;
using Damon.Model.Time;

namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>targets</c>; Dapper fills it by name.</summary>
internal sealed class TargetRow
{
    private const string None = "[]";

    public long Session { get; init; }

    public int Target { get; init; }

    public int Pid { get; init; }

    public long StartUs { get; init; }

    public string Name { get; init; } = "";

    public string CommandLine { get; init; } = "";

    public string? EndedBecause { get; init; }

    public long? MemberGroup { get; init; }

    public bool HasRegions { get; init; }

    public string EarlierPrograms { get; init; } = None;

    public long? RestartOf { get; init; }

    public static TargetRow Of(long session, StoredTarget target) => new()
    {
        Session = session,
        Target = target.Index,
        Pid = target.Pid,
        StartUs = UnixTime.ToMicroseconds(target.StartTime),
        Name = target.Name,
        CommandLine = target.CommandLine,
        EndedBecause = target.EndedBecause,
        MemberGroup = target.Group,
        HasRegions = target.HasRegions,
        EarlierPrograms = target.EarlierPrograms.Count == 0 ? None : JsonSerializer.Serialize(target.EarlierPrograms, ContractJson.Options),
        RestartOf = target.RestartOf,
    };

    public StoredTarget ToTarget() => new(Target, Pid, UnixTime.FromMicroseconds(StartUs), Name, CommandLine, EndedBecause, (int?)MemberGroup, HasRegions)
    {
        EarlierPrograms = EarlierPrograms == None ? [] : JsonSerializer.Deserialize<EarlierProgram[]>(EarlierPrograms, ContractJson.Options) ?? [],
        RestartOf = (int?)RestartOf,
    };
}
