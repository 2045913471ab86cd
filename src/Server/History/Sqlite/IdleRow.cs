namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>idle</c>; Dapper fills it by name.</summary>
internal sealed class IdleRow
{
    public long Session { get; init; }

    public int Target { get; init; }

    public long AtUs { get; init; }

    public long WatchedUs { get; init; }

    public long ResolutionUs { get; init; }

    public byte[] Pieces { get; init; } = [];

    public static IdleRow Of(StoredIdle stored) => new()
    {
        Session = stored.Session,
        Target = stored.Target,
        AtUs = stored.AtUs,
        WatchedUs = stored.WatchedUs,
        ResolutionUs = stored.ResolutionUs,
        Pieces = stored.Packed,
    };

    public StoredIdle ToStored() => new(Session, Target, AtUs, WatchedUs, ResolutionUs, Pieces);
}
