namespace Damon.Server.History.Packing;

/// <summary>Reads what <see cref="VarintWriter"/> has written.</summary>
internal ref struct VarintReader
{
    private readonly ReadOnlySpan<byte> _stored;
    private readonly string _what;
    private int _position;

    /// <summary>Begins at the first byte.</summary>
    /// <param name="stored">The bytes.</param>
    /// <param name="what">What is stored there, as a failure names it.</param>
    public VarintReader(ReadOnlySpan<byte> stored, string what)
    {
        _stored = stored;
        _what = what;
    }

    /// <summary>Bytes not yet read.</summary>
    public readonly int Left => _stored.Length - _position;

    /// <summary>What to throw where the bytes cannot be what was written.</summary>
    public readonly InvalidDataException Damaged() => new($"The stored {_what} is damaged.");

    /// <summary>One plain byte.</summary>
    /// <exception cref="InvalidDataException">Nothing is left.</exception>
    public byte Byte() => _position < _stored.Length ? _stored[_position++] : throw Damaged();

    /// <summary>One number.</summary>
    /// <exception cref="InvalidDataException">Nothing is left, or it does not end.</exception>
    public ulong Number()
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

    /// <summary>One number that was no larger than this when it was written.</summary>
    /// <exception cref="InvalidDataException">It is larger, or cannot be read.</exception>
    public int Number(int most) => Number() is var value && value <= (ulong)most ? (int)value : throw Damaged();

    /// <summary>One number of either sign.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public long Signed() => ZigZag(Number());

    /// <summary>What <see cref="VarintWriter.ZigZag"/> has made a number without sign.</summary>
    public static long ZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
