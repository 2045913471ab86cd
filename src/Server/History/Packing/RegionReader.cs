using Damon.Model.Binning;
using Damon.Server.History.Packing.Chunks;
using Damon.Server.History.Packing.Tiles;

namespace Damon.Server.History.Packing;

/// <summary>Walks the regions of a stored snapshot without building them, for sums over millions of them.</summary>
internal ref struct RegionReader
{
    private readonly ChunkColumns? _columns;
    private readonly TileRegions? _tiles;
    private readonly double _tileSeconds;
    private VarintReader _numbers;
    private int _next;
    private int _left;
    private int _age;
    private int _samples;
    private ushort _touched;
    private ushort _error;
    private long _unchangedUs;

    /// <summary>Reads the head of regions that are packed alone.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public RegionReader(ReadOnlySpan<byte> stored)
    {
        _numbers = new VarintReader(stored, "snapshot");
        var form = _numbers.Byte();
        if (form is < RegionCodec.OldestForm or > RegionCodec.Form)
        {
            throw new InvalidDataException($"The snapshot is stored in form {form}; this version reads up to form {RegionCodec.Form}.");
        }

        var layout = new RegionLayout(form, _numbers.Byte(), 0);
        Layout = layout.HasSince ? layout with { IntervalUs = (long)_numbers.Number() } : layout;
        var count = _numbers.Number();

        // A region takes three bytes at least: what promises more than the bytes hold is damaged, and must not size an array.
        if (count > (ulong)_numbers.Left / 3)
        {
            throw _numbers.Damaged();
        }

        Count = _left = (int)count;
    }

    /// <summary>Regions of a chunk that was read.</summary>
    /// <param name="columns">The chunk's regions.</param>
    /// <param name="first">The snapshot's first.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="layout">What they carry.</param>
    public RegionReader(ChunkColumns columns, int first, int count, RegionLayout layout)
        => (_columns, _next, Count, _left, Layout) = (columns, first, count, count, layout);

    /// <summary>Regions of a tile: as a snapshot's with <see cref="TileRegions.Steps"/> samples each, and more (<see cref="Told"/>).</summary>
    /// <param name="tiles">Those of several tiles.</param>
    /// <param name="first">Its first.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    public RegionReader(TileRegions tiles, int first, int count, long lengthUs)
        => (_tiles, _next, Count, _left, _tileSeconds) = (tiles, first, count, count, lengthUs / 1e6);

    /// <summary>Number of regions.</summary>
    public int Count { get; }

    /// <summary>What the regions carry.</summary>
    public RegionLayout Layout { get; }

    /// <summary>Whether unknown samples were stored.</summary>
    public readonly bool HasUnknown => Layout.HasUnknown;

    /// <summary>Whether samples and shares touched were stored.</summary>
    public readonly bool HasShares => Layout.HasShares;

    /// <summary>Whether it was stored since when regions are unchanged.</summary>
    public readonly bool HasSince => Layout.HasSince;

    /// <summary>First byte of the region.</summary>
    public ulong Start { get; private set; }

    /// <summary>One past its last byte.</summary>
    public ulong End { get; private set; }

    /// <summary>Samples that found it accessed.</summary>
    public int NrAccesses { get; private set; }

    /// <summary>Its age in aggregation intervals.</summary>
    public readonly int Age => _columns is null ? _age : _columns.Ages[_next - 1];

    /// <summary>Samples that could not be observed.</summary>
    public int Unknown { get; private set; }

    /// <summary>Pages really observed; 0 where that was not stored.</summary>
    public readonly int Samples => _columns is null ? _samples : _columns.Samples[_next - 1];

    /// <summary>Share accessed within the interval, 0 .. 1, to 1/10,000; null where unknown.</summary>
    public readonly double? Touched => HasShares ? StoredShare.Unpack(TouchedCode) : null;

    /// <summary>Standard error of <see cref="Touched"/>; null where unknown.</summary>
    public readonly double? TouchedError => HasShares && TouchedCode != StoredShare.Unknown ? StoredShare.Unpack(ErrorCode) : null;

    /// <summary><see cref="Touched"/> as <see cref="StoredShare"/> has it; 0 where that was not stored.</summary>
    public readonly ushort TouchedCode => _columns is null ? _touched : _columns.Touched[_next - 1];

    /// <summary><see cref="TouchedError"/> as <see cref="StoredShare"/> has it; 0 where that was not stored.</summary>
    public readonly ushort ErrorCode => _columns is null ? _error : _columns.Errors[_next - 1];

    /// <summary>From its last change to the snapshot's start, microseconds; 0 where that was not stored.</summary>
    public readonly long UnchangedUs => _columns is null ? _unchangedUs : _columns.UnchangedUs[_next - 1];

    /// <summary>Goes to the next region; false after the last.</summary>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        if (_columns is { } columns)
        {
            Take(columns, _next++);
        }
        else if (_tiles is { } tiles)
        {
            Take(tiles, _next++);
        }
        else
        {
            ReadNext();
        }

        return true;
    }

    /// <summary>What a tile's region adds to cells for each byte of it and all of the tile's time.</summary>
    /// <param name="measure">What cells tell.</param>
    /// <exception cref="InvalidOperationException">It is no tile's.</exception>
    public readonly RegionMeasure Told(CellMeasure measure)
    {
        var tiles = _tiles ?? throw new InvalidOperationException("Only a tile's regions tell sums.");
        var at = _next - 1;
        const double Steps = TileRegions.Steps;
        return measure switch
        {
            CellMeasure.Rate => new RegionMeasure(tiles.Rates[at] * tiles.Observed[at] / (Steps * Steps), tiles.Observed[at] / Steps),
            CellMeasure.Touched => new RegionMeasure(tiles.Touched[at] * tiles.Estimated[at] / (Steps * Steps), tiles.Estimated[at] / Steps),
            _ => new RegionMeasure(IdleSteps.Seconds(tiles.Idle[at], _tileSeconds) * tiles.Known[at] / Steps, tiles.Known[at] / Steps),
        };
    }

    private void Take(TileRegions tiles, int at)
    {
        const int Steps = TileRegions.Steps;
        (Start, End, Unknown) = (tiles.Starts[at], tiles.Ends[at], Steps - tiles.Observed[at]);
        NrAccesses = ((tiles.Rates[at] * tiles.Observed[at]) + (Steps / 2)) / Steps;
    }

    private void Take(ChunkColumns columns, int at)
    {
        // The rest is taken when it is asked for.
        (Start, End, NrAccesses, Unknown) = (columns.Starts[at], columns.Ends[at], columns.NrAccesses[at], columns.Unknown[at]);
    }

    private void ReadNext()
    {
        var shift = Layout.Shift;
        var (before, size) = (End, _numbers.Number());
        Start = before + ((size & 1) != 0 ? _numbers.Number() << shift : 0);
        End = Start + ((size >> 1) << shift);

        // What reads regions counts on their order.
        if (Start < before || End <= Start)
        {
            throw _numbers.Damaged();
        }

        NrAccesses = _numbers.Number(int.MaxValue);
        _age = _numbers.Number(int.MaxValue);
        Unknown = HasUnknown ? _numbers.Number(int.MaxValue) : 0;
        if (HasShares)
        {
            _samples = _numbers.Number(int.MaxValue);
            _touched = (ushort)_numbers.Number(StoredShare.Most);
            _error = _touched == StoredShare.Unknown ? (ushort)0 : (ushort)_numbers.Number(StoredShare.Most);
        }

        if (HasSince)
        {
            _unchangedUs = _numbers.Signed() + (_age * Layout.IntervalUs);
        }
    }
}
