using Damon.Model.Time;

namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>targets</c>; Dapper fills it by name.</summary>
internal sealed class TargetRow
{
    public long Session { get; init; }

    public int Target { get; init; }

    public int Pid { get; init; }

    public long StartUs { get; init; }

    public string Name { get; init; } = "";

    public string CommandLine { get; init; } = "";

    public string? EndedBecause { get; init; }

    public long? MemberGroup { get; init; }

    public bool HasRegions { get; init; }

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
    };

    public StoredTarget ToTarget() => new(Target, Pid, UnixTime.FromMicroseconds(StartUs), Name, CommandLine, EndedBecause, (int?)MemberGroup, HasRegions);
}
