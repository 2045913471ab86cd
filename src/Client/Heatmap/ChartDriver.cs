namespace Damon.Client.Heatmap;

/// <summary>
/// Keeps the plot up to date: collects what has changed, draws it in one go, and never draws twice at once.
/// Whoever awaits a flush waits until the browser has caught up, which is what slows a live feed down to it.
/// </summary>
/// <param name="state">Tells what to show.</param>
public sealed class ChartDriver(Func<ChartState> state)
{
    /// <summary>Points of a line aimed at.</summary>
    private const int MostPoints = 400;

    private readonly PicturePainter painter = new();
    private IChartSurface? surface;
    private ChartParts pending;
    private long? changedFrom = long.MaxValue;
    private Task running = Task.CompletedTask;

    /// <summary>Height of the heatmap, CSS pixels.</summary>
    public double HeightPixels => surface?.HeightPixels ?? 360;

    /// <summary>Begins to draw on a surface.</summary>
    public void Attach(IChartSurface to)
    {
        surface = to;
        painter.Reset();
        Invalidate(ChartParts.All);
    }

    /// <summary>Stops drawing.</summary>
    public void Detach() => surface = null;

    /// <summary>Notes what has to be drawn anew.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cellsFrom">First column changed; null when all have.</param>
    public void Invalidate(ChartParts parts, long? cellsFrom = null)
    {
        pending |= parts;
        if (parts.HasFlag(ChartParts.Cells))
        {
            changedFrom = cellsFrom is { } from && changedFrom is { } before ? Math.Min(from, before) : null;
        }
    }

    /// <summary>Draws everything noted so far, and what is noted meanwhile.</summary>
    public Task FlushAsync() => running.IsCompleted ? running = DrawAllAsync() : running;

    private async Task DrawAllAsync()
    {
        while (pending != ChartParts.None && surface is { } target)
        {
            var (parts, from) = (pending, changedFrom);
            (pending, changedFrom) = (ChartParts.None, long.MaxValue);
            await DrawAsync(target, state(), parts, from);
        }
    }

    private async Task DrawAsync(IChartSurface target, ChartState now, ChartParts parts, long? from)
    {
        var layout = new Dictionary<string, object?>();
        var traces = new List<PlotlyRestyle>();
        if (parts.HasFlag(ChartParts.Palette))
        {
            var percents = Enumerable.Range(0, 256).Select(code => CellCodes.Percent((byte)code, now.Scale)).ToArray();
            await target.SetPaletteAsync(now.Map.Palette(), percents);
        }

        if ((parts & (ChartParts.Palette | ChartParts.Theme)) != 0)
        {
            traces.Add(ChartLayout.ColourBar(now.Map, now.Scale, target.Theme));
            ChartLayout.Theme(layout, target.Theme);
        }

        if (parts.HasFlag(ChartParts.Time))
        {
            ChartLayout.Time(layout, now.View.FromUs, now.View.ToUs, now.Time, target.WidthPixels);
        }

        if ((parts & (ChartParts.Addresses | ChartParts.Theme)) != 0)
        {
            ChartLayout.Addresses(layout, now.Axis, now.Mappings, now.View, target.HeightPixels, target.Theme);
        }

        if ((parts & (ChartParts.Shapes | ChartParts.Addresses | ChartParts.Theme)) != 0)
        {
            ChartLayout.Shapes(
                layout, now.Axis, now.View, now.PlayheadUs is { } head ? now.Time.ToAxis(head) : null, now.Time.ToAxis(now.VeilToUs), now.Veil, target.Theme);
        }

        if ((parts & (ChartParts.Lines | ChartParts.Theme)) != 0)
        {
            var points = now.Lines.Between(now.View.FromUs - (now.View.WidthUs * 0.02), now.View.ToUs, MostPoints);
            ChartLayout.Bytes(layout, points);
            traces.AddRange(ChartLayout.Lines(points, now.Time, target.Theme));
        }

        var update = parts.HasFlag(ChartParts.Cells) && now.Source is { } source
            ? painter.Paint(source, now.Scale, parts.HasFlag(ChartParts.Palette) ? null : from)
            : null;
        await target.DrawAsync(update, now.Source?.Rows, now.Time, layout, traces);
    }
}
