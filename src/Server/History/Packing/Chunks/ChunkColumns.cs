namespace Damon.Server.History.Packing.Chunks;

/// <summary>The regions of a chunk's snapshots one after another, each figure in an array of its own; what was not stored is 0.</summary>
/// <param name="count">Regions of all snapshots together.</param>
internal sealed class ChunkColumns(int count)
{
    /// <summary>First bytes.</summary>
    public ulong[] Starts { get; } = new ulong[count];

    /// <summary>One past the last bytes.</summary>
    public ulong[] Ends { get; } = new ulong[count];

    /// <summary>Samples that found it accessed.</summary>
    public int[] NrAccesses { get; } = new int[count];

    /// <summary>Ages in aggregation intervals.</summary>
    public int[] Ages { get; } = new int[count];

    /// <summary>Samples that could not be observed.</summary>
    public int[] Unknown { get; } = new int[count];

    /// <summary>Pages really observed.</summary>
    public int[] Samples { get; } = new int[count];

    /// <summary>Shares touched (<see cref="StoredShare"/>).</summary>
    public ushort[] Touched { get; } = new ushort[count];

    /// <summary>Their standard errors (<see cref="StoredShare"/>).</summary>
    public ushort[] Errors { get; } = new ushort[count];

    /// <summary>From the last change to the snapshot's start, microseconds.</summary>
    public long[] UnchangedUs { get; } = new long[count];
}
