namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// What the snapshot before tells of a region, for writer and reader alike: mostly it is one aggregation older, and has
/// been unchanged since the same time. Regions are asked for in address order.
/// </summary>
internal struct Predecessor
{
    private ChunkColumns? _columns;
    private long _startUs;
    private int _at;
    private int _end;

    /// <summary>Age expected, aggregation intervals.</summary>
    public readonly int Age => IsThere ? _columns!.Ages[_at] + 1 : 0;

    /// <summary>Clock time since which it is expected to be unchanged, Unix microseconds; 0 where nothing is.</summary>
    public readonly long SinceUs => IsThere ? _startUs - _columns!.UnchangedUs[_at] : 0;

    private bool IsThere { readonly get; set; }

    /// <summary>A snapshot becomes the one before.</summary>
    /// <param name="columns">The chunk's regions.</param>
    /// <param name="first">The snapshot's first.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="startUs">Its start, Unix microseconds.</param>
    public void Take(ChunkColumns columns, int first, int count, long startUs)
        => (_columns, _startUs, _at, _end, IsThere) = (columns, startUs, first, first + count, false);

    /// <summary>Goes to the region that held an address then.</summary>
    public void Seek(ulong address)
    {
        while (_at < _end && _columns!.Ends[_at] <= address)
        {
            _at++;
        }

        IsThere = _at < _end && _columns!.Starts[_at] <= address;
    }
}
