using Damon.Model.Addresses;

namespace Damon.Model.Binning;

/// <summary>Ways to divide addresses into the rows of a picture. Row 0 is the lowest.</summary>
public static class RowDivision
{
    /// <summary>Rows that cover every byte: as equal as whole bytes allow.</summary>
    /// <param name="range">What is divided.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    public static AddressRange[] Even(AddressRange range, int rows)
    {
        var ranges = new AddressRange[rows];
        Even(range, ranges);
        return ranges;
    }

    /// <summary>The same into given room.</summary>
    /// <param name="range">What is divided.</param>
    /// <param name="into">One entry a row.</param>
    public static void Even(AddressRange range, Span<AddressRange> into)
    {
        for (var row = 0; row < into.Length; row++)
        {
            into[row] = new AddressRange(range.Start + Part(range.Size, row, into.Length), range.Start + Part(range.Size, row + 1, into.Length));
        }
    }

    /// <summary>Rows of one size by integer division, as damo has them: what that leaves over at the far end belongs to no row.</summary>
    /// <param name="range">What is divided.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    public static AddressRange[] Truncated(AddressRange range, int rows)
    {
        var size = Math.Max(1, range.Size / (ulong)rows);
        var ranges = new AddressRange[rows];
        for (var row = 0; row < rows; row++)
        {
            // A range of fewer bytes than rows fills the lowest ones only.
            var start = Math.Min(range.End, range.Start + (size * (ulong)row));
            ranges[row] = new AddressRange(start, Math.Min(range.End, start + size));
        }

        return ranges;
    }

    private static ulong Part(ulong size, int index, int count) => (ulong)((UInt128)size * (uint)index / (uint)count);
}
