using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Client.Viewports;

namespace Damon.Client.Compare;

/// <summary>Has the server bin exactly what is visible, for both sides on one grid.</summary>
/// <param name="api">The calls.</param>
public sealed class CellLoader(ApiClient api)
{
    private const int MostColumns = LivePicture.MostColumns;

    /// <summary>Loads the cells.</summary>
    /// <param name="aligned">The common axis.</param>
    /// <param name="view">What is visible; times count from the start of both ranges.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="a">The first side.</param>
    /// <param name="b">The second side.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<CompareCells> LoadAsync(AlignedAxis aligned, ViewRange view, int rowCount, SideData a, SideData b, CancellationToken cancel)
    {
        var rows = RowMap.Create(aligned.Axis, rowCount, view.Bottom, view.Top);
        var longest = Math.Max(a.Range.LengthUs, b.Range.LengthUs);
        var (from, to) = ((long)Math.Floor(Math.Max(0, view.FromUs)), (long)Math.Ceiling(Math.Min(longest, view.ToUs)));
        if (to <= from)
        {
            // Beside everything: one column of nothing.
            (from, to) = ((long)Math.Floor(view.FromUs), (long)Math.Ceiling(view.ToUs));
        }

        var aggregation = Math.Max(1_000, Math.Max(a.Session.Attributes.AggregationIntervalUs, b.Session.Attributes.AggregationIntervalUs));
        var columns = (int)Math.Clamp(Math.Round((to - from) / (double)aggregation), 1, MostColumns);
        var columnUs = Math.Max(1, (to - from + columns - 1) / columns);
        CellGrid Empty() => new(from, columnUs, columns, rows.Count);
        var (ofA, ofB) = (Empty(), Empty());
        await Task.WhenAll(FillAsync(ofA, rows, aligned, CompareSide.A, a, cancel), FillAsync(ofB, rows, aligned, CompareSide.B, b, cancel));
        return new CompareCells(rows, ofA, ofB, DifferenceGrid.Of(ofA, ofB));
    }

    private async Task FillAsync(CellGrid grid, RowMap rows, AlignedAxis aligned, CompareSide side, SideData data, CancellationToken cancel)
    {
        // The column in which the range ends is the last one if at least half of it lies inside.
        var columnUs = (long)grid.ColumnUs;
        var columns = (int)Math.Min(grid.Columns, Math.Round((data.Range.LengthUs - grid.FromUs) / grid.ColumnUs, MidpointRounding.AwayFromZero));
        if (columns < 1 || grid.FromUs < 0)
        {
            return;
        }

        // The server takes ranges that rise; pieces aligned by mapping need not.
        var from = data.Range.FromUs + grid.FromUs;
        var query = new HeatmapQuery(data.Session.Id, data.Target, from, from + (columnUs * columns), null, null, columns, rows.Count);
        await api.FillAsync(query, SideRows.Parts(rows, aligned, side).OrderBy(part => part.Range.Start), grid, cancel);
        var mask = SideRows.Mask(rows, aligned, side, data.Accessible);
        for (var column = 0; column < grid.Columns; column++)
        {
            RowMask.Apply(mask, grid.Column(column));
        }
    }
}
