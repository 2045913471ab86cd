using Damon.Contracts.Rest;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;

namespace Damon.Run.Looking.Reports;

/// <summary>Reads the cells of a small picture.</summary>
internal sealed class HeatmapReader(DamonApi api, string session)
{
    private const int Rows = 16;

    /// <summary>The picture of one target; null where nothing was observed.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">From when to when, Unix microseconds.</param>
    /// <param name="columns">Steps of time.</param>
    /// <param name="uses">What its mappings hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReportHeatmap?> ReadAsync(
        int target, (long FromUs, long ToUs) time, int columns, IReadOnlyList<MappingUse> uses, CancellationToken cancellationToken)
    {
        var opening = await api.OpeningAsync(session, target, time.ToUs, cancellationToken);
        var bands = PictureBands.Choose(opening.Areas, opening.Mappings, uses, Rows);
        if (bands.Count == 0 || time.ToUs <= time.FromUs)
        {
            return null;
        }

        var cells = await api.CellsAsync(session, target, time, columns, bands.Select(band => (band.Range, band.Rows)), cancellationToken);
        return new ReportHeatmap(target, time.FromUs, time.ToUs, columns, Bands(bands, cells));
    }

    private static List<ReportBand> Bands(IReadOnlyList<PictureBand> bands, PackedCells cells)
    {
        var rows = new double?[cells.Rows][];
        var column = new float[cells.Rows];
        for (var i = 0; i < cells.Columns; i++)
        {
            cells.Read(i, column);
            for (var row = 0; row < rows.Length; row++)
            {
                (rows[row] ??= new double?[cells.Columns])[i] = float.IsNaN(column[row]) ? null : Math.Round(column[row], 3);
            }
        }

        var first = 0;
        var found = new List<ReportBand>();
        foreach (var band in bands)
        {
            found.Add(new ReportBand(band.Range.Start, band.Range.End, band.Name, rows[first..(first + band.Rows)]));
            first += band.Rows;
        }

        return found;
    }
}
