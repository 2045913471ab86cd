namespace Damon.Client.Heatmap;

/// <summary>Where the plot is drawn.</summary>
public interface IChartSurface
{
    /// <summary>Colours of the page.</summary>
    ChartTheme Theme { get; }

    /// <summary>Height of the heatmap, CSS pixels.</summary>
    double HeightPixels { get; }

    /// <summary>Width of the heatmap, CSS pixels.</summary>
    double WidthPixels { get; }

    /// <summary>Sets the colours of cell codes, and the rates they stand for.</summary>
    Task SetPaletteAsync(byte[] rgba, double[] percents);

    /// <summary>Draws. Completes when it can be seen.</summary>
    /// <param name="update">Change of the cells; null for none.</param>
    /// <param name="rows">Rows of the cells.</param>
    /// <param name="time">How times are shown.</param>
    /// <param name="layout">Changes of the layout.</param>
    /// <param name="traces">Changes of the traces.</param>
    Task DrawAsync(PictureUpdate? update, RowMap? rows, TimeMapping time, IReadOnlyDictionary<string, object?> layout, IReadOnlyList<PlotlyRestyle> traces);
}
