using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;

namespace Damon.Client.Views;

/// <summary>The picture of a part of a recording, and what was mapped in it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Mappings">The mappings at its end, in address order; empty when not known.</param>
/// <param name="Overview">An overview that came along; null when none did.</param>
internal sealed record RecordingPart(RecordedPicture Picture, IReadOnlyList<Mapping> Mappings, OverviewPart? Overview)
{
    /// <summary>Has the server bin exactly what is visible.</summary>
    /// <param name="target">The target.</param>
    /// <param name="rows">Rows of the picture.</param>
    /// <param name="fromUs">Left edge, Unix microseconds.</param>
    /// <param name="toUs">Right edge, Unix microseconds.</param>
    /// <param name="opening">The mappings at both edges, when they are known already; null to ask for them.</param>
    /// <param name="overview">An overview to bring along; null for none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Api.ApiException">The server did not answer.</exception>
    public static async Task<RecordingPart> LoadAsync(
        TargetContext target, RowMap rows, double fromUs, double toUs, OpeningResource? opening, OverviewPart? overview, CancellationToken cancel)
    {
        var aggregation = Math.Max(1_000, target.Page.Session?.Attributes.AggregationIntervalUs ?? 100_000);
        var columns = (int)Math.Clamp(Math.Round((toUs - fromUs) / aggregation), 1, LivePicture.MostColumns);
        var grid = new CellGrid((long)fromUs, (toUs - fromUs) / columns, columns, rows.Count, target.Page.Settings.Shading.Measure);
        var cells = target.Loader.FillAsync(rows, grid, overview, cancel);
        var (before, now) = opening is { } known
            ? (Task.FromResult(known.EarlierMappings), Task.FromResult(known.Mappings))
            : (target.Loader.LoadMappingsAsync((long)fromUs, cancel), target.Loader.LoadMappingsAsync((long)toUs, cancel));
        await Task.WhenAll(cells, before, now);

        // What was mapped at either end of the view could be accessed in it.
        var accessible = AddressRanges.Union(AreaFinder.Accessible(await before), AreaFinder.Accessible(await now));
        return new RecordingPart(
            new RecordedPicture(grid, rows, RowMask.Create(rows, accessible), target.Past), await now, await cells ? overview : null);
    }
}
