using Damon.Client.Addresses;
using Damon.Contracts.Rest;

namespace Damon.Client.Pictures;

/// <summary>Puts the server's answer for the parts of the axis into the rows of a picture.</summary>
public static class GridAssembly
{
    /// <summary>Copies cells to the rows they were asked for.</summary>
    /// <param name="cells">The parts' rows one after the other, from the lowest address up.</param>
    /// <param name="grid">Where they go.</param>
    /// <param name="parts">The parts asked for, from the lowest up.</param>
    public static void Copy(PackedCells cells, CellGrid grid, IReadOnlyList<RowPart> parts)
    {
        var column = new float[cells.Rows];
        for (var i = 0; i < cells.Columns && i < grid.Columns; i++)
        {
            cells.Read(i, column, grid.Measure);
            var at = 0;
            foreach (var part in parts)
            {
                column.AsSpan(at, part.Rows).CopyTo(grid.Column(i)[part.FirstRow..]);
                at += part.Rows;
            }
        }
    }
}
