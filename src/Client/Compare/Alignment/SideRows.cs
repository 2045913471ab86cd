using Damon.Client.Addresses;
using Damon.Model.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>Which addresses of one side the rows of a picture stand for.</summary>
public static class SideRows
{
    /// <summary>
    /// Runs of rows with the side's own addresses, each an even division of one range. A row that only partly lies in what
    /// the side has is a run of its own, cut to that: nothing of a neighbouring mapping gets into it.
    /// </summary>
    public static IReadOnlyList<RowPart> Parts(RowMap rows, AlignedAxis aligned, CompareSide side)
    {
        var parts = new List<RowPart>();
        foreach (var part in rows.Parts)
        {
            if (aligned.At(part.Range.Start) is { } piece && piece.Extent(side) is { } extent)
            {
                Add(parts, rows, part, piece, extent, side);
            }
        }

        return parts;
    }

    /// <summary>One entry a row: whether any accessible byte of the side is in it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="aligned">The common axis.</param>
    /// <param name="side">The side.</param>
    /// <param name="accessible">What of the side can be accessed, in address order.</param>
    public static bool[] Mask(RowMap rows, AlignedAxis aligned, CompareSide side, IReadOnlyList<AddressRange> accessible)
    {
        var mask = new bool[rows.Count];
        for (var row = 0; row < mask.Length; row++)
        {
            mask[row] = rows[row].Size > 0 && aligned.Clip(side, rows[row]) is { } own && Touches(accessible, own);
        }

        return mask;
    }

    private static void Add(List<RowPart> parts, RowMap rows, RowPart part, AlignedPiece piece, AddressRange extent, CompareSide side)
    {
        var end = part.FirstRow + part.Rows;
        for (var row = part.FirstRow; row < end;)
        {
            var first = row;
            while (row < end && rows[row].Start >= extent.Start && rows[row].End <= extent.End)
            {
                row++;
            }

            if (row > first && piece.Clip(side, new AddressRange(rows[first].Start, rows[row - 1].End)) is { } whole)
            {
                parts.Add(new RowPart(first, row - first, whole));
            }

            if (row < end && row == first)
            {
                if (piece.Clip(side, rows[row]) is { } cut)
                {
                    parts.Add(new RowPart(row, 1, cut));
                }

                row++;
            }
        }
    }

    private static bool Touches(IReadOnlyList<AddressRange> ordered, AddressRange range)
    {
        var (low, high) = (0, ordered.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ordered[middle].End <= range.Start ? (middle + 1, high) : (low, middle);
        }

        return low < ordered.Count && ordered[low].Start < range.End;
    }
}
