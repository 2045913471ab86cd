namespace Damon.Server.History;

/// <summary>Walks the regions of a stored snapshot without building them, for sums over millions of them.</summary>
internal ref struct RegionReader
{
    private readonly ReadOnlySpan<byte> _stored;
    private readonly int _shift;
    private readonly long _intervalUs;
    private int _position;
    private int _left;

    /// <summary>Reads the head.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public RegionReader(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < 3)
        {
            throw Damaged();
        }

        if (stored[0] is < RegionCodec.OldestForm or > RegionCodec.Form)
        {
            throw new InvalidDataException($"The snapshot is stored in form {stored[0]}; this version reads up to form {RegionCodec.Form}.");
        }

        _stored = stored;
        HasUnknown = (stored[1] & RegionCodec.HasUnknown) != 0;
        HasShares = stored[0] > RegionCodec.OldestForm && (stored[1] & RegionCodec.HasShares) != 0;
        HasSince = stored[0] > RegionCodec.OldestForm && (stored[1] & RegionCodec.HasSince) != 0;
        _shift = (stored[1] & RegionCodec.InBytes) != 0 ? 0 : RegionCodec.PageShift;
        _position = 2;
        _intervalUs = HasSince ? (long)Number() : 0;
        var count = Number();

        // A region takes three bytes at least: what promises more than the bytes hold is damaged, and must not size an array.
        if (count > (ulong)(stored.Length - _position) / 3)
        {
            throw Damaged();
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
        var size = Number();
        Start = End + ((size & 1) != 0 ? Number() << _shift : 0);
        End = Start + ((size >> 1) << _shift);
        NrAccesses = (int)Number();
        Age = (int)Number();
        Unknown = HasUnknown ? (int)Number() : 0;
        if (HasShares)
        {
            ReadShares();
        }

        if (HasSince)
        {
            UnchangedUs = Signed() + (Age * _intervalUs);
        }

        return true;
    }

    private static InvalidDataException Damaged() => new("The stored snapshot is damaged.");

    private void ReadShares()
    {
        Samples = (int)Number();
        Touched = StoredShare.Unpack(Number());
        TouchedError = Touched is null ? null : StoredShare.Unpack(Number());
    }

    private long Signed()
    {
        var number = Number();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    private ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _stored.Length)
            {
                throw Damaged();
            }

            var part = _stored[_position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }
}
