namespace Damon.Server.History.Packing;

/// <summary>Walks the regions of a stored snapshot without building them, for sums over millions of them.</summary>
internal ref struct RegionReader
{
    private readonly int _shift;
    private readonly long _intervalUs;
    private VarintReader _numbers;
    private int _left;

    /// <summary>Reads the head.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public RegionReader(ReadOnlySpan<byte> stored)
    {
        _numbers = new VarintReader(stored, "snapshot");
        var form = _numbers.Byte();
        if (form is < RegionCodec.OldestForm or > RegionCodec.Form)
        {
            throw new InvalidDataException($"The snapshot is stored in form {form}; this version reads up to form {RegionCodec.Form}.");
        }

        var flags = _numbers.Byte();
        HasUnknown = (flags & RegionCodec.HasUnknown) != 0;
        HasShares = form > RegionCodec.OldestForm && (flags & RegionCodec.HasShares) != 0;
        HasSince = form > RegionCodec.OldestForm && (flags & RegionCodec.HasSince) != 0;
        _shift = (flags & RegionCodec.InBytes) != 0 ? 0 : RegionCodec.PageShift;
        _intervalUs = HasSince ? (long)_numbers.Number() : 0;
        var count = _numbers.Number();

        // A region takes three bytes at least: what promises more than the bytes hold is damaged, and must not size an array.
        if (count > (ulong)_numbers.Left / 3)
        {
            throw _numbers.Damaged();
        }

        Count = _left = (int)count;
    }

    /// <summary>Number of regions.</summary>
    public int Count { get; }

    /// <summary>Whether unknown samples were stored.</summary>
    public bool HasUnknown { get; }

    /// <summary>Whether samples and shares touched were stored.</summary>
    public bool HasShares { get; }

    /// <summary>Whether it was stored since when regions are unchanged.</summary>
    public bool HasSince { get; }

    /// <summary>First byte of the region.</summary>
    public ulong Start { get; private set; }

    /// <summary>One past its last byte.</summary>
    public ulong End { get; private set; }

    /// <summary>Samples that found it accessed.</summary>
    public int NrAccesses { get; private set; }

    /// <summary>Its age in aggregation intervals.</summary>
    public int Age { get; private set; }

    /// <summary>Samples that could not be observed.</summary>
    public int Unknown { get; private set; }

    /// <summary>Pages really observed; 0 where that was not stored.</summary>
    public int Samples { get; private set; }

    /// <summary>Share accessed within the interval, 0 .. 1, to 1/10,000; null where unknown.</summary>
    public double? Touched { get; private set; }

    /// <summary>Standard error of <see cref="Touched"/>; null where unknown.</summary>
    public double? TouchedError { get; private set; }

    /// <summary>From its last change to the snapshot's start, microseconds; 0 where that was not stored.</summary>
    public long UnchangedUs { get; private set; }

    /// <summary>Goes to the next region; false after the last.</summary>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        var size = _numbers.Number();
        Start = End + ((size & 1) != 0 ? _numbers.Number() << _shift : 0);
        End = Start + ((size >> 1) << _shift);
        NrAccesses = (int)_numbers.Number();
        Age = (int)_numbers.Number();
        Unknown = HasUnknown ? (int)_numbers.Number() : 0;
        if (HasShares)
        {
            ReadShares();
        }

        if (HasSince)
        {
            UnchangedUs = _numbers.Signed() + (Age * _intervalUs);
        }

        return true;
    }

    private void ReadShares()
    {
        Samples = (int)_numbers.Number();
        Touched = StoredShare.Unpack(_numbers.Number());
        TouchedError = Touched is null ? null : StoredShare.Unpack(_numbers.Number());
    }
}
