using Damon.Client.Colours;
using Damon.Client.Hover;
using Damon.Client.Times;
using Damon.Client.Viewports;

namespace Damon.Client.Charts;

/// <summary>What stands behind one heatmap: live, recorded, or compared. The chart draws it and hands on what the user does.</summary>
public interface IHeatmapModel
{
    /// <summary>Draws the plot.</summary>
    ChartDriver Chart { get; }

    /// <summary>How times are shown.</summary>
    TimeMapping Time { get; }

    /// <summary>How values become colours.</summary>
    CellShading Shading { get; }

    /// <summary>What is at a place, from what the page holds.</summary>
    /// <param name="us">Time, Unix microseconds.</param>
    /// <param name="position">Position on the address axis, 0 .. 1.</param>
    HoverInfo Look(double us, double position);

    /// <summary>Asks the server for what is at a place; null when the pointer did not rest or there is nothing more to know.</summary>
    /// <param name="us">Time, Unix microseconds.</param>
    /// <param name="position">Position on the address axis, 0 .. 1.</param>
    Task<HoverInfo?> LookCloserAsync(double us, double position);

    /// <summary>A time in words, relative to what the picture is about; empty for none.</summary>
    /// <param name="us">Time, Unix microseconds.</param>
    string Relative(double us);

    /// <summary>Shows another part.</summary>
    Task ShowAsync(ViewRange view);

    /// <summary>Selects a part.</summary>
    Task SelectAsync(ViewRange box);

    /// <summary>Shows everything.</summary>
    Task FitAsync();

    /// <summary>The plot is there, or has another size: draws what it shows, unless that is just being loaded.</summary>
    Task ResizedAsync();
}
