using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Addresses;

/// <summary>
/// The rows of the picture: which addresses each row of the visible part of the axis stands for. Row 0 is the lowest.
/// Rows in a cut stand for nothing.
/// </summary>
public sealed class RowMap
{
    private readonly AddressRange[] _ranges;

    private RowMap(AddressRange[] ranges, double bottom, double top, IReadOnlyList<RowPart> parts)
    {
        _ranges = ranges;
        Bottom = bottom;
        Top = top;
        Parts = parts;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _ranges.Length;

    /// <summary>Addresses of all rows; empty ones in a cut.</summary>
    public IReadOnlyList<AddressRange> Ranges => _ranges;

    /// <summary>Position of the lowest row's lower edge on the axis.</summary>
    public double Bottom { get; }

    /// <summary>Position of the highest row's upper edge on the axis.</summary>
    public double Top { get; }

    /// <summary>Runs of rows that step evenly through one range.</summary>
    public IReadOnlyList<RowPart> Parts { get; }

    /// <summary>Addresses of one row; empty in a cut.</summary>
    public AddressRange this[int row] => _ranges[row];

    /// <summary>Divides the part of <paramref name="axis"/> between two positions into <paramref name="rows"/> rows.</summary>
    public static RowMap Create(AddressAxis axis, int rows, double bottom = 0, double top = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(top, bottom);
        var ranges = new AddressRange[rows];
        var parts = new List<RowPart>();
        var step = (top - bottom) / rows;
        for (var row = 0; row < rows;)
        {
            // A row belongs to the band at its middle; one that straddles an edge is clipped to the band.
            var band = axis.BandAt(bottom + ((row + 0.5) * step));
            var first = row;
            while (row < rows && axis.BandAt(bottom + ((row + 0.5) * step)) == band)
            {
                row++;
            }

            if (band is { } here)
            {
                parts.AddRange(Divide(here, first, row - first));
            }
        }

        return new RowMap(ranges, bottom, top, parts);

        IEnumerable<RowPart> Divide(AxisBand band, int first, int count)
        {
            // Where a band begins or ends inside the picture its outer rows reach to its edge: no byte falls between rows.
            var low = first > 0 ? band.Range.Start : AddressAxis.AddressWithin(band, bottom);
            var high = first + count < rows ? band.Range.End : AddressAxis.AddressWithin(band, top);
            if (high <= low)
            {
                yield break;
            }

            RowDivision.Even(new AddressRange(low, high), ranges.AsSpan(first, count));
            yield return new RowPart(first, count, new AddressRange(low, high));
        }
    }

    /// <summary>The row at a position of the axis; null outside the map.</summary>
    public int? RowAt(double position)
    {
        var row = (int)Math.Floor((position - Bottom) / (Top - Bottom) * Count);
        return row >= 0 && row < Count ? row : null;
    }
}
