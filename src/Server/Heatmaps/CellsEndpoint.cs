using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Model.Binning;
using Damon.Model.Time;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Heatmaps;

/// <summary>The heatmap in the form that a picture is made of: several parts of the address space at once, packed.</summary>
internal static class CellsEndpoint
{
    private const int MostParts = 64;
    private const int StandardColumns = 200;

    public static void MapCells(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/cells", Show).IsHeavy()
        .WithSummary("Access rates of one target binned into a grid, packed into two bytes a cell; with 'value' the shares touched or the times since the last access instead. 'bands' is a list such as 0x1000-0x5000~4,0x9000-0xa000~1: ranges in rising order, each with its number of rows. With overviewBands (and overviewColumns) the same over the whole recording follows in the same body.")
        .Produces<byte[]>(200, PackedCells.MediaType).ProducesProblem(400).ProducesProblem(404);

    private static Results<FileContentHttpResult, ProblemHttpResult> Show(
        SessionEntry entry, [AsParameters] CellsQuery query, ReadableHistory history, CancellationToken cancellation)
    {
        var session = entry.Session;
        var fields = new QueryFields();
        var target = fields.Target(query.Target, session);
        var time = HeatmapEndpoints.Within(fields.Range(query.From, query.To), session);
        var columns = fields.Number("columns", query.Columns, StandardColumns, 1, HeatmapEndpoints.MostSteps);
        var measure = Measure(fields, query.Value);
        List<List<HeatmapBounds>> pictures = [Parts(fields, "bands", query.Bands, time, columns, measure)];
        if (!string.IsNullOrEmpty(query.OverviewBands) || !string.IsNullOrEmpty(query.OverviewColumns))
        {
            columns = fields.Number("overviewColumns", query.OverviewColumns, StandardColumns, 1, HeatmapEndpoints.MostSteps);
            pictures.Add(Parts(fields, "overviewBands", query.OverviewBands, HeatmapEndpoints.Within(TimeRange.All, session), columns, measure));
        }

        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var cells = pictures.ConvertAll(picture => HeatmapBuilder.Pack(
            picture, history.Stream(entry.Key, target, new TimeRange(picture[0].FromUs, picture[0].ToUs), picture[0].ColumnUs), cancellation).Bytes);
        return TypedResults.Bytes(Together(cells), PackedCells.MediaType);
    }

    // Pictures can be megabytes: one alone is sent as it is.
    private static ReadOnlyMemory<byte> Together(List<ReadOnlyMemory<byte>> cells)
    {
        if (cells is [var one])
        {
            return one;
        }

        var all = new byte[cells.Sum(static picture => picture.Length)];
        var at = 0;
        foreach (var picture in cells)
        {
            picture.CopyTo(all.AsMemory(at));
            at += picture.Length;
        }

        return all;
    }

    private static CellMeasure Measure(QueryFields fields, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return CellMeasure.Rate;
        }

        if (Enum.GetNames<CellMeasure>().Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<CellMeasure>(value, ignoreCase: true);
        }

        fields.Fault("value", "Give rate, touched or idle.");
        return CellMeasure.Rate;
    }

    private static List<HeatmapBounds> Parts(QueryFields fields, string name, string? bands, TimeRange time, int columns, CellMeasure measure)
    {
        var parts = new List<HeatmapBounds>();
        foreach (var band in (bands ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (band.Split('-', '~') is not [var low, var high, var count]
                || !HexAddressConverter.TryParse(low, out var start) || !HexAddressConverter.TryParse(high, out var end)
                || !int.TryParse(count, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var rows)
                || rows < 1 || end <= start || (parts.Count > 0 && start < parts[^1].End))
            {
                fields.Fault(name, $"'{band}' must be a range with its number of rows, such as 0x1000-0x5000~4, above the range before it.");
                return parts;
            }

            parts.Add(new HeatmapBounds(time.FromUs, time.ToUs, start, end, columns, rows) { EvenRows = true, Measure = measure });
        }

        if (parts.Count is 0 or > MostParts || parts.Sum(part => (long)part.Rows) > HeatmapEndpoints.MostSteps)
        {
            fields.Fault(name, $"Give 1 to {MostParts} ranges with at most {HeatmapEndpoints.MostSteps} rows together.");
        }

        return parts;
    }
}
