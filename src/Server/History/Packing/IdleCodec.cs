using Damon.Contracts.Monitoring;
using Damon.Model.Idle;

namespace Damon.Server.History.Packing;

/// <summary>
/// The stored form of what is told of a target's pieces. Most of the groups of a piece are empty, so that a piece costs
/// about 15 bytes instead of 80:
/// <code>
/// form (1 byte, 1) · numbers of a piece · pieces, then for each piece
///   gap · size · pages per unit · drawn · unknown · numbers                                          (varints)
/// </code>
/// Sizes and gaps count pages; the first gap counts from address 0. Of the numbers, n stands as n &lt;&lt; 1, and n zeros
/// in a row as one n &lt;&lt; 1 | 1. How many a piece has is stored, so that other ages than those of
/// <see cref="IdleScale"/> are not taken for them. Where several targets map the same pages, form 2 holds two of these:
/// <code>
/// form (1 byte, 2) · bytes of the first (varint) · what is told of the target · what counts where all are taken together
/// </code>
/// </summary>
internal static class IdleCodec
{
    /// <summary>The form written and read.</summary>
    public const byte Form = 1;

    /// <summary>Two of them, one after the other.</summary>
    public const byte FormOfTwo = 2;

    // Gap, size, pages per unit, drawn, unknown, and one number for all that are zero.
    private const int ShortestPiece = 6;

    private const ulong MostPages = ulong.MaxValue >> RegionCodec.PageShift;

    private static readonly int LongestPiece = (5 + IdleScale.Counts) * 10;

    /// <summary>The stored form of what is told of a target, and of what counts of it where all targets are taken together.</summary>
    /// <exception cref="ArgumentException">As <see cref="Encode(IdlePiece[])"/>.</exception>
    public static byte[] Encode(IdlePiece[] pieces, IdlePiece[]? together)
    {
        var mine = Encode(pieces);
        if (together is null)
        {
            return mine;
        }

        var writer = new VarintWriter(16);
        writer.Byte(FormOfTwo);
        writer.Number((ulong)mine.Length);
        return [.. writer.ToArray(), .. mine, .. Encode(together)];
    }

    /// <summary>Both.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by another version.</exception>
    public static IdlePiece[] Decode(ReadOnlySpan<byte> stored, out IdlePiece[]? together)
    {
        together = null;
        if (stored.IsEmpty || stored[0] != FormOfTwo)
        {
            return Decode(stored);
        }

        var reader = new VarintReader(stored[1..], "record of idle memory");
        var length = reader.Number(reader.Left);
        var rest = stored[^reader.Left..];
        if (length > rest.Length)
        {
            throw reader.Damaged();
        }

        together = Decode(rest[length..]);
        return Decode(rest[..length]);
    }

    /// <summary>The stored form.</summary>
    /// <exception cref="ArgumentException">Out of order, overlapping, empty, not page aligned, or with a negative number; the message says which.</exception>
    public static byte[] Encode(IdlePiece[] pieces)
    {
        var writer = new VarintWriter(32 + (pieces.Length * 20));
        writer.Byte(Form);
        writer.Number((ulong)IdleScale.Counts);
        writer.Number((ulong)pieces.Length);
        var end = 0UL;
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece = pieces[i];
            Check(piece, end, i);
            writer.Reserve(LongestPiece);
            writer.Number((piece.Start - end) >> RegionCodec.PageShift);
            writer.Number((piece.End - piece.Start) >> RegionCodec.PageShift);
            writer.Number((ulong)piece.PagesPerUnit);
            writer.Number((ulong)piece.Drawn);
            writer.Number((ulong)piece.Unknown);
            WriteCounts(ref writer, piece.Counts);
            end = piece.End;
        }

        return writer.ToArray();
    }

    /// <summary>The pieces.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by another version.</exception>
    public static IdlePiece[] Decode(ReadOnlySpan<byte> stored)
    {
        var reader = new VarintReader(stored, "record of idle memory");
        if (reader.Byte() is var form && form != Form)
        {
            throw new InvalidDataException($"The record of idle memory is stored in form {form}; this version reads up to form {Form}.");
        }

        if (reader.Number() is var counts && counts != (ulong)IdleScale.Counts)
        {
            throw new InvalidDataException($"The record of idle memory tells {counts} ages apart; this version reads {IdleScale.Counts}.");
        }

        // What promises more than the bytes hold is damaged, and must not size an array.
        var pieces = new IdlePiece[reader.Number(reader.Left / ShortestPiece)];
        var end = 0UL;
        for (var i = 0; i < pieces.Length; i++)
        {
            var start = end + Pages(ref reader, MostPages - end);
            end = start + Pages(ref reader, MostPages - start);
            var (perUnit, drawn, unknown) = (reader.Number(int.MaxValue), reader.Number(int.MaxValue), reader.Number(int.MaxValue));
            if (end == start || perUnit == 0)
            {
                throw reader.Damaged();
            }

            pieces[i] = new IdlePiece(start << RegionCodec.PageShift, end << RegionCodec.PageShift, perUnit, drawn, ReadCounts(ref reader), unknown);
        }

        return reader.Left == 0 ? pieces : throw reader.Damaged();
    }

    private static ulong Pages(ref VarintReader reader, ulong most) => reader.Number() is var pages && pages <= most ? pages : throw reader.Damaged();

    private static void WriteCounts(ref VarintWriter writer, ReadOnlySpan<int> counts)
    {
        while (!counts.IsEmpty)
        {
            var other = counts.IndexOfAnyExcept(0);
            var zeros = other < 0 ? counts.Length : other;
            writer.Number(zeros > 0 ? ((ulong)zeros << 1) | 1 : (ulong)counts[0] << 1);
            counts = counts[Math.Max(1, zeros)..];
        }
    }

    private static int[] ReadCounts(ref VarintReader reader)
    {
        var counts = new int[IdleScale.Counts];
        for (var i = 0; i < counts.Length;)
        {
            var number = reader.Number();
            var (value, isZeros) = (number >> 1, (number & 1) != 0);
            if (value > (isZeros ? (ulong)(counts.Length - i) : int.MaxValue) || (isZeros && value == 0))
            {
                throw reader.Damaged();
            }

            if (!isZeros)
            {
                counts[i] = (int)value;
            }

            i += isZeros ? (int)value : 1;
        }

        return counts;
    }

    private static void Check(IdlePiece piece, ulong previousEnd, int index)
    {
        const ulong WithinPage = (1UL << RegionCodec.PageShift) - 1;
        if (piece.Start < previousEnd || piece.End <= piece.Start || ((piece.Start | piece.End) & WithinPage) != 0)
        {
            throw new ArgumentException($"Piece {index} ({piece.Start:x}-{piece.End:x}) is empty, not page aligned, or overlaps its predecessor.");
        }

        if (piece.Counts.Length != IdleScale.Counts || piece.PagesPerUnit < 1 || piece.Drawn < 0 || piece.Unknown < 0 || piece.Counts.Any(count => count < 0))
        {
            throw new ArgumentException($"Piece {index} has not {IdleScale.Counts} counts, a negative one, or no pages per unit.");
        }
    }
}
