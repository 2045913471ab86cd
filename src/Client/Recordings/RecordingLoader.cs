using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Recordings;

/// <summary>Asks the server for bins of one target's recording.</summary>
/// <param name="api">The calls.</param>
/// <param name="session">Session id.</param>
/// <param name="target">Index of the target.</param>
public sealed class RecordingLoader(ApiClient api, string session, int target)
{
    /// <summary>Points of the lines below the picture aimed at.</summary>
    private const int LinePoints = 600;

    /// <summary>What the page needs before it can ask for cells.</summary>
    /// <param name="fromUs">Left edge of what is shown, Unix microseconds; null for the beginning.</param>
    /// <param name="toUs">Right edge of what is shown, Unix microseconds; null for the end.</param>
    /// <param name="atUs">Moment of the snapshot wanted, Unix microseconds; null for the last.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<OpeningResource> OpenAsync(long? fromUs, long? toUs, long? atUs, CancellationToken cancel)
        => api.GetOpeningAsync(session, target, fromUs, toUs, atUs, LinePoints, cancel);

    /// <summary>The contiguous areas of an opening that hold anything.</summary>
    public static IReadOnlyList<AddressRange> Areas(OpeningResource opening)
        => [.. opening.Areas.Where(a => a.End > a.Start).Select(a => new AddressRange(a.Start, a.End))];

    /// <summary>The target's mappings at a time; the newest when <paramref name="atUs"/> is null.</summary>
    public async Task<IReadOnlyList<Mapping>> LoadMappingsAsync(long? atUs, CancellationToken cancel)
        => await api.GetMappingsAsync(session, target, atUs, cancel);

    /// <summary>Figures of a span, thinned to what the lines can show.</summary>
    public Task<WorkingSetResource> LoadFiguresAsync(long fromUs, long toUs, CancellationToken cancel)
        => api.GetWorkingSetAsync(session, target, fromUs, toUs, cancel, LinePoints);

    /// <summary>The snapshot that holds a time; null when none is stored.</summary>
    public async Task<Snapshot?> LoadSnapshotAsync(long us, CancellationToken cancel)
    {
        var page = await api.GetSnapshotsAsync(session, target, us, us + 1, 1, cancel);
        return page.Snapshots.FirstOrDefault(s => s.StartUs <= us && s.EndUs > us);
    }

    /// <summary>Bins for every row of a picture, in one call.</summary>
    public async Task<CellGrid> LoadAsync(RowMap rows, long fromUs, double columnUs, int columns, CellMeasure measure, CancellationToken cancel)
    {
        var grid = new CellGrid(fromUs, columnUs, columns, rows.Count, measure);
        await FillAsync(rows, grid, cancel);
        return grid;
    }

    /// <summary>Fills a grid in one call.</summary>
    public Task FillAsync(RowMap rows, CellGrid grid, CancellationToken cancel) => api.FillAsync(Query(grid), rows.Parts, grid, cancel);

    /// <summary>Fills a grid and, where there is one, an overview of the whole recording, in one call.</summary>
    /// <returns>Whether the overview was filled: it is not when there is none, or the grid has nothing to ask for.</returns>
    public Task<bool> FillAsync(RowMap rows, CellGrid grid, OverviewPart? overview, CancellationToken cancel)
        => api.FillAsync(Query(grid), rows.Parts, grid, overview, cancel);

    private HeatmapQuery Query(CellGrid grid) => new(session, target, grid.FromUs, grid.ToUs, null, null, grid.Columns, grid.Rows, grid.Measure);
}
