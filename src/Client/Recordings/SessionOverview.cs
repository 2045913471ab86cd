using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Model.Binning;

namespace Damon.Client.Recordings;

/// <summary>
/// The whole session binned coarsely. While it grows only what is new is asked for, until there are twice as many columns:
/// what an hour costs the server to bin is not spent for every viewer and every new second of it.
/// </summary>
public sealed class SessionOverview
{
    private const int Columns = 400;
    private const int Rows = 24;

    private const double GrownBy = 0.03;
    private const long GrownAtLeastUs = 2_000_000;

    // What is newest may not have been stored when it was asked for.
    private const long AgainUs = 5_000_000;

    private AddressAxis? _axis;
    private bool _loading;

    /// <summary>The cells; null while there are none.</summary>
    public CellGrid? Grid { get; private set; }

    /// <summary>Counts up with every new grid.</summary>
    public int Version { get; private set; }

    /// <summary>What to ask for; null when the session has not grown by enough, or there is nothing to ask for.</summary>
    /// <param name="axis">The axis to bin over.</param>
    /// <param name="fromUs">First moment of the session, Unix microseconds.</param>
    /// <param name="toUs">Last moment recorded, Unix microseconds.</param>
    /// <param name="measure">What cells are to tell.</param>
    public OverviewPart? Plan(AddressAxis axis, long fromUs, long toUs, CellMeasure measure = CellMeasure.Rate)
    {
        if (axis.Bands.Count == 0 || toUs <= fromUs || !(Outdated(toUs) || Grid?.Measure != measure || _axis?.SameAs(axis) != true))
        {
            return null;
        }

        var columns = (int)Math.Clamp((toUs - fromUs) / 100_000, 1, Columns);
        return new OverviewPart(axis, RowMap.Create(axis, Rows), new CellGrid(fromUs, (toUs - fromUs) / (double)columns, columns, Rows, measure));
    }

    /// <summary>Shows what the server has answered.</summary>
    /// <param name="part">The answer.</param>
    /// <param name="accessible">Which of its rows can be accessed.</param>
    public void Take(OverviewPart part, bool[] accessible)
    {
        for (var column = 0; column < part.Grid.Columns; column++)
        {
            RowMask.Apply(accessible, part.Grid.Column(column));
        }

        (Grid, _axis) = (part.Grid, part.Axis);
        Version++;
    }

    /// <summary>Fetches the cells when the session has grown by enough, or its axis has changed.</summary>
    /// <param name="loader">Asks the server.</param>
    /// <param name="now">The axis to bin over.</param>
    /// <param name="fromUs">First moment of the session, Unix microseconds.</param>
    /// <param name="toUs">Last moment recorded, Unix microseconds.</param>
    /// <param name="measure">What cells are to tell.</param>
    /// <param name="mask">Rows that can be accessed, for the rows of the overview.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether there is a new grid.</returns>
    /// <exception cref="Api.ApiException">The server did not answer.</exception>
    public async Task<bool> RefreshAsync(
        RecordingLoader loader, AddressAxis now, long fromUs, long toUs, CellMeasure measure, Func<RowMap, bool[]> mask, CancellationToken cancel)
    {
        var added = Added(now, toUs, measure);
        if (_loading || (added ?? Plan(now, fromUs, toUs, measure)) is not { } part)
        {
            return false;
        }

        _loading = true;
        try
        {
            await loader.FillAsync(part.Rows, part.Grid, cancel);
            Take(added is null ? part : part with { Grid = Join(Grid!, part.Grid) }, mask(part.Rows));
            return true;
        }
        finally
        {
            _loading = false;
        }
    }

    // The last columns and those after them; null when all is to be binned anew, or nothing is.
    private OverviewPart? Added(AddressAxis axis, long toUs, CellMeasure measure)
    {
        if (Grid is not { } grid || !Outdated(toUs) || grid.Measure != measure || _axis?.SameAs(axis) != true)
        {
            return null;
        }

        var columns = (int)Math.Min(int.MaxValue, (toUs - grid.FromUs) / grid.ColumnUs);
        var first = (int)Math.Max(0, grid.Columns - Math.Ceiling(AgainUs / grid.ColumnUs));
        return columns <= grid.Columns || columns > 2 * Columns ? null : new OverviewPart(
            axis, RowMap.Create(axis, Rows), new CellGrid(grid.FromUs + (long)(first * grid.ColumnUs), grid.ColumnUs, columns - first, Rows, measure));
    }

    private static CellGrid Join(CellGrid grid, CellGrid added)
    {
        var first = (int)Math.Round((added.FromUs - grid.FromUs) / grid.ColumnUs);
        var joined = new CellGrid(grid.FromUs, grid.ColumnUs, first + added.Columns, Rows, grid.Measure);
        for (var column = 0; column < joined.Columns; column++)
        {
            (column < first ? grid.Column(column) : added.Column(column - first)).CopyTo(joined.Column(column));
        }

        return joined;
    }

    private bool Outdated(long toUs) => Grid is not { } grid || toUs - grid.ToUs > Math.Max(GrownAtLeastUs, (grid.ToUs - grid.FromUs) * GrownBy);
}
