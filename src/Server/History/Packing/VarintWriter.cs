namespace Damon.Server.History.Packing;

/// <summary>Writes 7 bits a byte, lowest first, the highest bit set on all but the last byte.</summary>
internal struct VarintWriter(int capacity)
{
    private byte[] _buffer = new byte[Math.Max(16, capacity)];
    private int _length;

    /// <summary>Makes room for so many bytes.</summary>
    public void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }

    /// <summary>One plain byte.</summary>
    public void Byte(byte value) => _buffer[_length++] = value;

    /// <summary>One number; there must be room for 10 bytes.</summary>
    public void Number(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    /// <summary>One number of either sign, small ones of both in few bytes (zigzag); there must be room for 10 bytes.</summary>
    public void Signed(long value) => Number(ZigZag(value));

    /// <summary>A number of either sign as one without: small ones of both stay small.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Bytes written.</summary>
    public readonly int Length => _length;

    /// <summary>What was written, until more is.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written.</summary>
    public readonly byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();
}
