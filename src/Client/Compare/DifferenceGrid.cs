using Damon.Client.Pictures;

namespace Damon.Client.Compare;

/// <summary>The difference of two pictures of the same size.</summary>
public static class DifferenceGrid
{
    /// <summary>A less B in percentage points; unknown where either is.</summary>
    public static CellGrid Of(CellGrid a, CellGrid b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Columns, a.Columns);
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Rows, a.Rows);
        var difference = new CellGrid(a.FromUs, a.ColumnUs, a.Columns, a.Rows);
        for (var column = 0; column < a.Columns; column++)
        {
            var one = a.Column(column);
            var other = b.Column(column);
            var into = difference.Column(column);
            for (var row = 0; row < into.Length; row++)
            {
                // Not a number, if either is none.
                into[row] = one[row] - other[row];
            }
        }

        return difference;
    }
}
