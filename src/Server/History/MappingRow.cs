namespace Damon.Server.History;

/// <summary>A row of the table <c>mappings</c>.</summary>
internal sealed class MappingRow
{
    public long Session { get; init; }

    public int Target { get; init; }

    public long AtUs { get; init; }

    public byte[] Mappings { get; init; } = [];
}
