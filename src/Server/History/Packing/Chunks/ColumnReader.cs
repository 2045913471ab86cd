namespace Damon.Server.History.Packing.Chunks;

/// <summary>Reads what <see cref="ColumnWriter"/> has written.</summary>
internal sealed class ColumnReader
{
    private readonly byte[] _stored;
    private readonly (int At, int End)[] _columns;

    /// <summary>Finds the columns.</summary>
    /// <param name="stored">All of them.</param>
    /// <param name="columns">How many there are.</param>
    /// <exception cref="InvalidDataException">They are not there.</exception>
    public ColumnReader(byte[] stored, int columns)
        : this(stored, Find(stored, columns) ?? throw ChunkCodec.Damaged())
    {
    }

    private ColumnReader(byte[] stored, (int At, int End)[] columns) => (_stored, _columns) = (stored, columns);

    /// <summary>Finds the columns, if they are just so many.</summary>
    /// <param name="stored">All of them.</param>
    /// <param name="columns">How many there might be.</param>
    public static ColumnReader? Try(byte[] stored, int columns) => Find(stored, columns) is { } found && found[^1].End == stored.Length ? new ColumnReader(stored, found) : null;

    private static (int At, int End)[]? Find(byte[] stored, int columns)
    {
        var head = new VarintReader(stored, ChunkCodec.What);
        var found = new (int At, int End)[columns];
        for (var i = 0; i < columns; i++)
        {
            found[i].End = head.Number(stored.Length);
        }

        var at = stored.Length - head.Left;
        for (var i = 0; i < columns; i++)
        {
            var length = found[i].End;
            if (length > stored.Length - at)
            {
                return null;
            }

            found[i] = (at, at + length);
            at += length;
        }

        return found;
    }

    /// <summary>Bytes of a column that are not yet read: it holds at most so many numbers.</summary>
    public int Left(int column) => _columns[column].End - _columns[column].At;

    /// <summary>The next number of a column.</summary>
    /// <exception cref="InvalidDataException">Nothing is left, or it does not end.</exception>
    public ulong Number(int column)
    {
        // Many millions of these make a picture: no reader of its own for each.
        ref var place = ref _columns[column];
        var (at, value) = (place.At, 0UL);
        for (var shift = 0; shift < 64 && at < place.End; shift += 7)
        {
            var part = _stored[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                place.At = at;
                return value;
            }
        }

        throw ChunkCodec.Damaged();
    }

    /// <summary>The next number of a column, which was no larger than this when it was written.</summary>
    /// <exception cref="InvalidDataException">It is larger, or cannot be read.</exception>
    public int Number(int column, int most) => Number(column) is var value && value <= (ulong)most ? (int)value : throw ChunkCodec.Damaged();

    /// <summary>The next number of either sign of a column.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public long Signed(int column) => VarintReader.ZigZag(Number(column));

    /// <summary>A figure after its change, which is the next number of a column; null where it is not known, and has none.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public long? Change(int column, bool isKnown, long? before) => isKnown ? (before ?? 0) + Signed(column) : null;
}
