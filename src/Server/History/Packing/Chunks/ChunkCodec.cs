using System.IO.Compression;

namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// A few seconds of one target's snapshots in one piece: columns of numbers, mostly differences to the snapshot before,
/// compressed by Brotli behind the length they have without. Figures and regions are apart, as many reports need no regions.
/// </summary>
internal static class ChunkCodec
{
    /// <summary>Snapshots of a chunk at most.</summary>
    public const int MostSnapshots = 64;

    /// <summary>Regions from which on a chunk takes no more snapshots: what is read for one picture column stays small.</summary>
    public const int ManyRegions = 65_536;

    /// <summary>What is stored, as a failure names it.</summary>
    public const string What = "chunk of snapshots";

    // Most of what higher ones gain, at a tenth of their time.
    private const int Quality = 5;
    private const int Window = 22;
    private const int LongestLength = 10;

    /// <summary>No chunk is longer without compression, bytes: what says so is damaged, and must not size an array.</summary>
    private const int LongestRaw = 1 << 28;

    /// <summary>Stores snapshots of one target, in order.</summary>
    /// <returns>Their figures and their regions.</returns>
    public static (byte[] Figures, byte[] Regions) Encode(IReadOnlyList<StoredSnapshot> snapshots)
        => (Compress(FigureColumns.Write(snapshots.Select(static snapshot => snapshot.Figures))), Compress(RegionColumns.Write(snapshots)));

    /// <summary>The figures of a chunk's snapshots.</summary>
    /// <param name="figures">As they were stored.</param>
    /// <param name="target">Index of the target.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<SnapshotFigures> Figures(byte[] figures, int target) => FigureColumns.Read(Decompress(figures), target);

    /// <summary>A chunk's snapshots.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="figures">Their figures.</param>
    /// <param name="regions">Their regions as they were stored.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IEnumerable<StoredSnapshot> Snapshots(long session, IReadOnlyList<SnapshotFigures> figures, byte[] regions)
        => figures.Zip(RegionColumns.Read(Decompress(regions), figures), (one, its) => new StoredSnapshot(session, one, its));

    /// <summary>What to throw where the bytes cannot be what was written.</summary>
    public static InvalidDataException Damaged() => new($"The stored {What} is damaged.");

    private static byte[] Compress(byte[] raw)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(raw.Length)];
        if (!BrotliEncoder.TryCompress(raw, packed, out var written, Quality, Window))
        {
            throw new InvalidOperationException($"{raw.Length} bytes did not fit into the most that they can take.");
        }

        var head = new VarintWriter(LongestLength);
        head.Number((ulong)raw.Length);
        return [.. head.Written, .. packed.AsSpan(0, written)];
    }

    private static byte[] Decompress(byte[] stored)
    {
        var head = new VarintReader(stored, What);
        var raw = new byte[head.Number(LongestRaw)];
        return BrotliDecoder.TryDecompress(stored.AsSpan(stored.Length - head.Left), raw, out var written) && written == raw.Length ? raw : throw Damaged();
    }
}
