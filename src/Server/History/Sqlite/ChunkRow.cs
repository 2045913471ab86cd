using Damon.Server.History.Packing.Chunks;

namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>chunks</c>; Dapper fills it by name. Where only figures are asked for, there are no regions.</summary>
internal sealed class ChunkRow
{
    /// <summary>All columns but the regions.</summary>
    public const string FigureColumns = "session, target, first_seq, last_seq, first_us, last_start_us, last_us, figures";

    /// <summary>All columns.</summary>
    public const string Columns = FigureColumns + ", regions";

    public long Session { get; init; }

    public int Target { get; init; }

    public long FirstSeq { get; init; }

    public long LastSeq { get; init; }

    public long FirstUs { get; init; }

    public long LastStartUs { get; init; }

    public long LastUs { get; init; }

    public byte[] Figures { get; init; } = [];

    public byte[]? Regions { get; init; }

    /// <summary>A chunk of snapshots of one target, in order of number and of start.</summary>
    public static ChunkRow Of(IReadOnlyList<StoredSnapshot> snapshots)
    {
        var (figures, regions) = ChunkCodec.Encode(snapshots);
        var (first, last) = (snapshots[0].Figures, snapshots[^1].Figures);
        return new ChunkRow
        {
            Session = snapshots[0].Session,
            Target = first.Target,
            FirstSeq = first.Seq,
            LastSeq = last.Seq,
            FirstUs = first.StartUs,
            LastStartUs = last.StartUs,
            LastUs = snapshots.Max(static snapshot => snapshot.Figures.EndUs),
            Figures = figures,
            Regions = regions,
        };
    }

    public IEnumerable<StoredSnapshot> ToStored()
    {
        var figures = ChunkCodec.Figures(Figures, Target);
        return Regions is null
            ? figures.Select(one => new StoredSnapshot(Session, one, []))
            : ChunkCodec.Snapshots(Session, figures, Regions);
    }
}
