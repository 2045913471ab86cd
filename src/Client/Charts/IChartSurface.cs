using Damon.Client.Colours;

namespace Damon.Client.Charts;

/// <summary>Where the plot is drawn.</summary>
public interface IChartSurface
{
    /// <summary>Colours of the page.</summary>
    ChartTheme Theme { get; }

    /// <summary>Height of the heatmap, CSS pixels.</summary>
    double HeightPixels { get; }

    /// <summary>Width of the heatmap, CSS pixels.</summary>
    double WidthPixels { get; }

    /// <summary>Whether there is little room at the sides of the heatmap.</summary>
    bool Narrow { get; }

    /// <summary>Sets the colours of cell codes, and the values in percent that they stand for.</summary>
    Task SetPaletteAsync(byte[] rgba, double[] percents);

    /// <summary>Takes the size of what is drawn now.</summary>
    Task MeasureAsync();

    /// <summary>Draws. Completes when the browser has taken it.</summary>
    Task DrawAsync(ChartDrawing drawing);
}
