using Damon.Contracts.Rest;

namespace Damon.Client.Heatmap;

/// <summary>Puts the server's answers for the parts of the axis together.</summary>
public static class GridAssembly
{
    /// <summary>Copies an answer's cells to the rows it was asked for.</summary>
    /// <param name="answer">Rows of columns, from the lowest address up.</param>
    /// <param name="grid">Where they go.</param>
    /// <param name="firstRow">Row of the answer's lowest row.</param>
    public static void Copy(HeatmapResource answer, CellGrid grid, int firstRow)
    {
        for (var row = 0; row < answer.Cells.Count && firstRow + row < grid.Rows; row++)
        {
            var cells = answer.Cells[row];
            for (var column = 0; column < cells.Length && column < grid.Columns; column++)
            {
                grid.Column(column)[firstRow + row] = cells[column] is { } value ? (float)value : float.NaN;
            }
        }
    }
}
