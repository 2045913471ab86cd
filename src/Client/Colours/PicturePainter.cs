using Damon.Client.Pictures;

namespace Damon.Client.Colours;

/// <summary>Turns columns into cell codes, and remembers what was drawn so that only new columns have to travel.</summary>
public sealed class PicturePainter
{
    private IColumnSource? _drawn;
    private CellShading? _drawnShading;
    private long _drawnOldest;
    private long _drawnNewest;

    /// <summary>The change that makes the canvas show <paramref name="source"/>.</summary>
    /// <param name="source">The columns.</param>
    /// <param name="shading">How values become codes.</param>
    /// <param name="changedFrom">First column whose values may differ from when it was drawn; null for all.</param>
    public PictureUpdate Paint(IColumnSource source, CellShading shading, long? changedFrom = null)
    {
        var columns = (int)(source.Newest - source.Oldest + 1);
        var same = ReferenceEquals(_drawn, source) && _drawnShading == shading && changedFrom is not null
            && _drawnNewest - _drawnOldest + 1 == columns && source.Oldest >= _drawnOldest;
        var shift = same ? (int)Math.Min(columns, source.Oldest - _drawnOldest) : columns;
        var first = same
            ? Math.Clamp(Math.Min(changedFrom!.Value, _drawnNewest + 1), source.Oldest, source.Newest + 1)
            : source.Oldest;

        var rows = source.Rows.Count;
        var codes = new byte[(source.Newest - first + 1) * rows];
        var values = new float[rows];
        for (var column = first; column <= source.Newest; column++)
        {
            source.Read(column, values);
            shading.Encode(values, source.IsInferred(column), codes.AsSpan((int)(column - first) * rows, rows));
        }

        (_drawn, _drawnShading, _drawnOldest, _drawnNewest) = (source, shading, source.Oldest, source.Newest);
        return new PictureUpdate(
            columns, rows, shift, (int)(first - source.Oldest), codes,
            source.OriginUs + (source.Oldest * source.ColumnUs), source.OriginUs + ((source.Newest + 1) * source.ColumnUs));
    }

    /// <summary>Forgets what was drawn: the canvas is new.</summary>
    public void Reset() => _drawn = null;
}
