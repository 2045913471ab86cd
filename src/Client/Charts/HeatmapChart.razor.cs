using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Hover;
using Damon.Client.Layout;
using Damon.Client.Viewports;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Charts;

/// <summary>The plot: makes it, hands changes to the browser, and reports what the user does in it.</summary>
public sealed partial class HeatmapChart : ComponentBase
{
    private const double NarrowBelow = 620;

    private readonly string _plotId = "plot-" + Guid.NewGuid().ToString("N");
    private DotNetObjectReference<HeatmapChart>? _self;
    private ScriptModule _script = null!;
    private bool _attached;
    private HoverInfo? _hover;
    private DragMode? _mode;
    private double _left;
    private double _top;
    private double _width;
    private double _height;
    private int _hovering;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public IHeatmapModel Model { get; set; } = null!;

    /// <summary>The picture in words, for who cannot see it.</summary>
    [Parameter] public string Label { get; set; } = "";

    /// <summary>Id of an element that describes the picture; null for none.</summary>
    [Parameter] public string? DescribedBy { get; set; }

    /// <summary>Name for tests.</summary>
    [Parameter] public string TestId { get; set; } = "heatmap";

    /// <summary>Class of the outer element.</summary>
    [Parameter] public string Class { get; set; } = "";

    /// <summary>What stands on the time axis, placed by shares of its length.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>What dragging does.</summary>
    [Parameter] public DragMode Drag { get; set; }

    /// <summary>Raised with a key pressed anywhere on the page, in lower case.</summary>
    [Parameter] public EventCallback<string> Key { get; set; }

    /// <inheritdoc/>
    public ChartTheme Theme { get; private set; } = ChartTheme.Default;

    /// <inheritdoc/>
    public double HeightPixels { get; private set; } = 360;

    /// <inheritdoc/>
    public double WidthPixels { get; private set; } = 1000;

    /// <inheritdoc/>
    public bool Narrow { get; private set; }

    private string AxisPlace => string.Create(
        CultureInfo.InvariantCulture,
        $"left:{ChartLayout.Left(Narrow)}px;right:{ChartLayout.Right(Narrow)}px;top:calc({ChartLayout.Top(Narrow)}px + (100% - {ChartLayout.Top(Narrow) + ChartLayout.Bottom}px) * {1 - ChartSetup.HeatmapFrom:0.##})");

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public Task SetPaletteAsync(byte[] rgba, double[] percents)
        => _attached ? _script.CallAsync("setPalette", _plotId, rgba, percents) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task DrawAsync(ChartDrawing drawing)
    {
        if (!_attached)
        {
            return Task.CompletedTask;
        }

        var (update, rows, time) = (drawing.Update, drawing.Rows, drawing.Time);
        object? frame = update is null || rows is null ? null : new
        {
            columns = update.Columns,
            rows = update.Rows,
            shift = update.Shift,
            firstColumn = update.FirstColumn,
            left = time.ToAxis(update.FromUs),
            right = time.ToAxis(update.ToUs),
            bottom = rows.Bottom,
            top = rows.Top,
        };
        return _script.CallAsync("draw", _plotId, frame, update?.Codes ?? [], time.ToAxis(drawing.FromUs), drawing.Layout, drawing.Traces, drawing.Moving, drawing.SnapshotUs);
    }

    /// <inheritdoc/>
    public async Task MeasureAsync()
    {
        if (_attached && await _script.AskAsync<ChartSize?>("measure", _plotId) is { } size)
        {
            Take(size);
        }
    }

    /// <summary>Brings the picture to where it can be seen.</summary>
    public Task RevealAsync() => _attached ? _script.CallAsync("reveal", _plotId) : Task.CompletedTask;

    /// <summary>Saves the picture with axes and legend as a PNG file.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="lines">Lines of text above the picture, the first one its title.</param>
    /// <param name="legend">What the colours outside of the colour bar mean.</param>
    public async Task SavePictureAsync(string file, IReadOnlyList<string> lines, IReadOnlyList<LegendItem> legend)
    {
        await Model.Chart.AlignAsync();
        await using var picture = new ScriptModule(Script, "./damon-picture.js");
        await picture.CallAsync("save", _plotId, file, lines, legend.Select(item => new { text = item.Text, kind = item.Kind.ToString().ToLowerInvariant() }));
    }

    /// <summary>The pointer has moved over the plot.</summary>
    [JSInvokable]
    public async Task OnPointer(bool inside, double x, double y, double pixelsLeft, double pixelsTop, double pixelsWide, double pixelsHigh)
    {
        var mine = ++_hovering;
        if (!inside)
        {
            _hover = null;
            StateHasChanged();
            return;
        }

        (_left, _top, _width, _height) = (pixelsLeft, pixelsTop, pixelsWide, pixelsHigh);
        var us = Model.Time.FromAxis(x);
        _hover = Model.Look(us, y);
        StateHasChanged();
        if (_hover is { IsRegion: false, Shown: not null } && await Model.LookCloserAsync(us, y) is { } closer && mine == _hovering)
        {
            _hover = closer;
            StateHasChanged();
        }
    }

    /// <summary>The user has zoomed or moved the picture.</summary>
    [JSInvokable]
    public Task OnRange(double from, double to, double bottom, double upper) => Model.ShowAsync(Range(from, to, bottom, upper));

    /// <summary>The user has selected a part of the picture.</summary>
    [JSInvokable]
    public Task OnSelect(double from, double to, double bottom, double upper) => Model.SelectAsync(Range(from, to, bottom, upper));

    /// <summary>The user has double-clicked.</summary>
    [JSInvokable]
    public Task OnReset() => Model.FitAsync();

    /// <summary>A key was pressed.</summary>
    [JSInvokable]
    public Task OnKey(string key) => Key.InvokeAsync(key);

    /// <summary>The page has turned dark or light.</summary>
    [JSInvokable]
    public Task OnTheme(ChartTheme theme)
    {
        Theme = theme;
        Model.Chart.Invalidate(ChartParts.Theme);
        return Model.Chart.FlushAsync();
    }

    /// <summary>The plot has another size.</summary>
    [JSInvokable]
    public async Task OnSize(double wide, double high, double whole)
    {
        Take(new ChartSize(wide, high, whole));
        await SetModeAsync();
        await Model.ResizedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Model.Chart.Detach();
        await _script.CloseAsync("detach", _plotId);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new ScriptModule(Script, "./damon-heatmap.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            var answer = await _script.AskAsync<ChartAttachment?>("attach", _plotId, _self, ChartSetup.Traces, ChartSetup.Layout, ChartSetup.Config);
            Theme = answer?.Theme ?? ChartTheme.Default;
            Take(answer?.Size ?? new ChartSize(0, 0, 0));
            _attached = true;
            Model.Chart.Attach(this);
            await Model.ResizedAsync();
        }

        if (_mode != Drag)
        {
            await SetModeAsync();
        }
    }

    private async Task SetModeAsync()
    {
        if (_attached)
        {
            _mode = Drag;
            await _script.CallAsync("setMode", _plotId, Drag.ToString().ToLowerInvariant());
        }
    }

    private void Take(ChartSize size)
    {
        WidthPixels = size.Width > 0 ? size.Width : WidthPixels;
        HeightPixels = size.Height > 0 ? size.Height : HeightPixels;
        Narrow = size.Whole is > 0 and < NarrowBelow;
    }

    private ViewRange Range(double from, double to, double bottom, double upper)
        => new(Model.Time.FromAxis(from), Model.Time.FromAxis(to), bottom, upper);

    private string Colour(HoverInfo info) => info.Shown is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"#{Model.Shading.ColourAt(Model.Shading.Place(value)):x6}")
        : "";
}
