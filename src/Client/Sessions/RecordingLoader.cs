using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Pictures;
using Damon.Model.Addresses;

namespace Damon.Client.Sessions;

/// <summary>Asks the server for bins of one target's recording.</summary>
/// <param name="api">The calls.</param>
/// <param name="session">Session id.</param>
/// <param name="target">Index of the target.</param>
public sealed class RecordingLoader(ApiClient api, string session, int target)
{
    /// <summary>The contiguous areas monitored in a span of time; empty when nothing is stored there.</summary>
    public async Task<IReadOnlyList<AddressRange>> LoadAreasAsync(long? fromUs, long? toUs, CancellationToken cancel)
    {
        var answer = await api.GetHeatmapAsync(new HeatmapQuery(session, target, fromUs, toUs, null, null, 1, 1), cancel);
        return [.. answer.Areas.Where(a => a.End > a.Start).Select(a => new AddressRange(a.Start, a.End))];
    }

    /// <summary>Bins for every row of a picture, in one call.</summary>
    public async Task<CellGrid> LoadAsync(RowMap rows, long fromUs, double columnUs, int columns, CancellationToken cancel)
    {
        var grid = new CellGrid(fromUs, columnUs, columns, rows.Count);
        var query = new HeatmapQuery(session, target, grid.FromUs, grid.ToUs, null, null, columns, rows.Count);
        await api.FillAsync(query, rows.Parts, grid, cancel);
        return grid;
    }
}
