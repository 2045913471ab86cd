using Damon.Client.Charts;
using Damon.Client.Colours;

namespace Damon.Client.Tests.Views;

/// <summary>Keeps what is drawn.</summary>
internal sealed class FakeSurface : IChartSurface
{
    public List<ChartDrawing> Drawings { get; } = [];

    public ChartTheme Theme => ChartTheme.Default;

    public double HeightPixels { get; set; } = 200;

    /// <summary>The height it turns out to have when its labels are drawn; null for the same.</summary>
    public double? HeightWithLabels { get; set; }

    public double WidthPixels => 800;

    public bool Narrow => false;

    public Task SetPaletteAsync(byte[] rgba, double[] percents) => Task.CompletedTask;

    public Task MeasureAsync()
    {
        HeightPixels = HeightWithLabels ?? HeightPixels;
        return Task.CompletedTask;
    }

    public Task DrawAsync(ChartDrawing drawing)
    {
        Drawings.Add(drawing);
        return Task.CompletedTask;
    }
}
