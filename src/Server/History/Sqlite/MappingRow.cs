namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>mappings</c>; Dapper fills it by name.</summary>
internal sealed class MappingRow
{
    public long Session { get; init; }

    public int Target { get; init; }

    public long AtUs { get; init; }

    public byte[] Mappings { get; init; } = [];

    public static MappingRow Of(StoredMappings stored) => new() { Session = stored.Session, Target = stored.Target, AtUs = stored.AtUs, Mappings = stored.Packed };

    public StoredMappings ToStored() => new(Session, Target, AtUs, Mappings);
}
