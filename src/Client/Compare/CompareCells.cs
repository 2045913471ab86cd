using Damon.Client.Addresses;
using Damon.Client.Compare.Alignment;
using Damon.Client.Pictures;

namespace Damon.Client.Compare;

/// <summary>The cells of what is visible.</summary>
/// <param name="Rows">The rows, on the common axis.</param>
/// <param name="A">Cells of A; times count from the start of its range.</param>
/// <param name="B">Cells of B, of the same columns and rows.</param>
/// <param name="Difference">A less B.</param>
public sealed record CompareCells(RowMap Rows, CellGrid A, CellGrid B, CellGrid Difference)
{
    /// <summary>The cells of one side.</summary>
    public CellGrid Of(CompareSide side) => side == CompareSide.A ? A : B;
}
