namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// The regions of a chunk's snapshots one after another, each figure in an array of its own; what was not stored is 0.
/// Times and shares are read when they are first asked for: most pictures need neither.
/// </summary>
/// <param name="count">Regions of all snapshots together.</param>
internal sealed class ChunkColumns(int count)
{
    private readonly Action<ChunkColumns>? _readTimes;
    private readonly Action<ChunkColumns>? _readShares;
    private int[]? _ages;
    private long[]? _unchangedUs;
    private int[]? _samples;
    private ushort[]? _touched;
    private ushort[]? _errors;

    /// <summary>Of a chunk that is read.</summary>
    /// <param name="count">Regions of all snapshots together.</param>
    /// <param name="readTimes">Fills in ages and times.</param>
    /// <param name="readShares">Fills in samples and shares.</param>
    public ChunkColumns(int count, Action<ChunkColumns> readTimes, Action<ChunkColumns> readShares)
        : this(count) => (_readTimes, _readShares) = (readTimes, readShares);

    /// <summary>First bytes.</summary>
    public ulong[] Starts { get; } = new ulong[count];

    /// <summary>One past the last bytes.</summary>
    public ulong[] Ends { get; } = new ulong[count];

    /// <summary>Samples that found it accessed.</summary>
    public int[] NrAccesses { get; } = new int[count];

    /// <summary>Samples that could not be observed.</summary>
    public int[] Unknown { get; } = new int[count];

    /// <summary>Ages in aggregation intervals.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public int[] Ages => _ages ?? Times()._ages!;

    /// <summary>From the last change to the snapshot's start, microseconds.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public long[] UnchangedUs => _unchangedUs ?? Times()._unchangedUs!;

    /// <summary>Pages really observed.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public int[] Samples => _samples ?? Shares()._samples!;

    /// <summary>Shares touched (<see cref="StoredShare"/>).</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public ushort[] Touched => _touched ?? Shares()._touched!;

    /// <summary>Their standard errors (<see cref="StoredShare"/>).</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public ushort[] Errors => _errors ?? Shares()._errors!;

    private ChunkColumns Times()
    {
        (_ages, _unchangedUs) = (new int[count], new long[count]);
        _readTimes?.Invoke(this);
        return this;
    }

    private ChunkColumns Shares()
    {
        (_samples, _touched, _errors) = (new int[count], new ushort[count], new ushort[count]);
        _readShares?.Invoke(this);
        return this;
    }
}
