using Damon.Client.Addresses;
using Damon.Client.Colours;

namespace Damon.Client.Charts;

/// <summary>
/// Keeps the plot up to date: collects what has changed, draws it in one go, and never draws twice at once.
/// Whoever awaits a flush waits until the browser has caught up, which is what slows a live feed down to it.
/// </summary>
/// <param name="state">Tells what to show.</param>
public sealed class ChartDriver(Func<ChartState> state)
{
    // Of the picture's width, so that what moves on the axis stays near the place where it was drawn.
    private const double MostSlide = 0.2;

    private readonly PicturePainter _painter = new();
    private IChartSurface? _surface;
    private ChartParts _pending;
    private long? _changedFrom = long.MaxValue;
    private IReadOnlyList<AxisTick> _ticks = [];
    private (double FromUs, double WidthUs) _drawn;
    private long _endUs;
    private Task _running = Task.CompletedTask;

    /// <summary>Height of the heatmap, CSS pixels.</summary>
    public double HeightPixels => _surface?.HeightPixels ?? 360;

    /// <summary>Begins to draw on a surface.</summary>
    public void Attach(IChartSurface to)
    {
        _surface = to;
        _painter.Reset();
        _ticks = [];
        Invalidate(ChartParts.All);
    }

    /// <summary>Stops drawing.</summary>
    public void Detach() => _surface = null;

    /// <summary>Notes what has to be drawn anew.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cellsFrom">First column changed; null when all have.</param>
    public void Invalidate(ChartParts parts, long? cellsFrom = null)
    {
        _pending |= parts;
        if (parts.HasFlag(ChartParts.Cells))
        {
            _changedFrom = cellsFrom is { } from && _changedFrom is { } before ? Math.Min(from, before) : null;
        }
    }

    /// <summary>Draws the time axis where it is now: a picture of the plot does not know how far the browser has slid it.</summary>
    public Task AlignAsync()
    {
        _ticks = [];
        Invalidate(ChartParts.Time);
        return FlushAsync();
    }

    /// <summary>The next drawing shows a snapshot that ended at this time, Unix microseconds: how late it is seen is measured.</summary>
    public void Newest(long snapshotEndUs) => _endUs = snapshotEndUs;

    /// <summary>Draws everything noted so far, and what is noted meanwhile.</summary>
    public Task FlushAsync() => _running.IsCompleted ? _running = DrawAllAsync() : _running;

    /// <summary>Draws everything noted so far and takes the size that the plot has with it: its labels need room of their own.</summary>
    /// <returns>Whether there is a plot to draw on.</returns>
    public async Task<bool> SettleAsync()
    {
        await FlushAsync();
        return await MeasureAsync();
    }

    /// <summary>Takes the size that the plot has now.</summary>
    /// <returns>Whether there is a plot to draw on.</returns>
    public async Task<bool> MeasureAsync()
    {
        if (_surface is not { } surface)
        {
            return false;
        }

        await surface.MeasureAsync();
        return true;
    }

    private async Task DrawAllAsync()
    {
        while (_pending != ChartParts.None && _surface is { } target)
        {
            var (parts, from) = (_pending, _changedFrom);
            (_pending, _changedFrom) = (ChartParts.None, long.MaxValue);
            await DrawAsync(target, state(), parts, from);
        }
    }

    private async Task DrawAsync(IChartSurface target, ChartState now, ChartParts parts, long? from)
    {
        var layout = new Dictionary<string, object?>();
        var traces = new List<PlotlyRestyle>();
        if ((parts & (ChartParts.Palette | ChartParts.Theme)) != 0)
        {
            var values = Enumerable.Range(0, 256).Select(code => now.Shading.Value((byte)code)).ToArray();
            await target.SetPaletteAsync(now.Shading.Palette(target.Theme.PanelColour), values);
            traces.Add(ChartColours.Bar(now.Shading, now.ColourTitle, target.WidthPixels, target.Narrow, target.Theme));
            ChartColours.Theme(layout, target.Theme);
        }

        if (parts.HasFlag(ChartParts.Time))
        {
            var marks = ChartLayout.Time(layout, now.View.FromUs, now.View.ToUs, now.Time, target.WidthPixels);
            var slid = now.View.FromUs - _drawn.FromUs;

            // As long as its labels are the same, an axis that moves needs not be drawn: the browser slides it, which costs nothing.
            if (now.Moving && marks.SequenceEqual(_ticks) && now.View.WidthUs == _drawn.WidthUs && slid >= 0 && slid <= MostSlide * now.View.WidthUs)
            {
                Array.ForEach(ChartLayout.TimeKeys, key => layout.Remove(key));
            }
            else
            {
                (_ticks, _drawn) = (marks, (now.View.FromUs, now.View.WidthUs));
            }
        }

        if ((parts & (ChartParts.Addresses | ChartParts.Palette | ChartParts.Theme)) != 0)
        {
            ChartLayout.Addresses(layout, now, target.HeightPixels, target.WidthPixels, target.Narrow, target.Theme);
        }

        if ((parts & (ChartParts.Shapes | ChartParts.Addresses | ChartParts.Theme)) != 0)
        {
            ChartShapes.Write(layout, now, target.Theme);
        }

        if ((parts & (ChartParts.Lines | ChartParts.Theme)) != 0)
        {
            traces.Add(ChartLines.Write(layout, now, target.Theme));
        }

        var (update, snapshotUs) = (default(PictureUpdate), 0L);
        if (parts.HasFlag(ChartParts.Cells) && now.Source is { } source)
        {
            update = _painter.Paint(source, now.Shading, parts.HasFlag(ChartParts.Palette) ? null : from);
            (snapshotUs, _endUs) = (_endUs, 0);
        }

        await target.DrawAsync(new ChartDrawing(update, now.Source?.Rows, now.Time, now.View.FromUs, layout, traces, now.Moving, snapshotUs));
    }
}
