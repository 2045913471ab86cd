namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// Some seconds of one target's snapshots in one piece: columns of numbers, mostly differences to the snapshot before,
/// compressed by Brotli behind the length they have without. Figures and regions are apart, as many reports need no regions.
/// </summary>
internal static class ChunkCodec
{
    /// <summary>Snapshots of a chunk at most.</summary>
    public const int MostSnapshots = 256;

    /// <summary>Regions from which on a chunk takes no more snapshots: what is read for one picture column stays small.</summary>
    public const int ManyRegions = 65_536;

    /// <summary>What is stored, as a failure names it.</summary>
    public const string What = "chunk of snapshots";

    /// <summary>Stores snapshots of one target, in order.</summary>
    /// <returns>Their figures and their regions.</returns>
    public static (byte[] Figures, byte[] Regions) Encode(IReadOnlyList<StoredSnapshot> snapshots)
        => (Compressed.Pack(FigureColumns.Write(snapshots.Select(static snapshot => snapshot.Figures))), Compressed.Pack(RegionColumns.Write(snapshots)));

    /// <summary>The figures of a chunk's snapshots.</summary>
    /// <param name="figures">As they were stored.</param>
    /// <param name="target">Index of the target.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<SnapshotFigures> Figures(byte[] figures, int target) => FigureColumns.Read(Compressed.Unpack(figures), target);

    /// <summary>A chunk's snapshots.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="figures">Their figures.</param>
    /// <param name="regions">Their regions as they were stored.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IEnumerable<StoredSnapshot> Snapshots(long session, IReadOnlyList<SnapshotFigures> figures, byte[] regions)
        => figures.Zip(RegionColumns.Read(Compressed.Unpack(regions), figures), (one, its) => new StoredSnapshot(session, one, its));

    /// <summary>What to throw where the bytes cannot be what was written.</summary>
    public static InvalidDataException Damaged() => new($"The stored {What} is damaged.");
}
