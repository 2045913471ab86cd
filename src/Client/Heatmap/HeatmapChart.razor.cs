using System.Globalization;
using Damon.Client.Format;
using Damon.Client.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;

namespace Damon.Client.Heatmap;

/// <summary>The plot: makes it, hands changes to the browser, and reports what the user does in it.</summary>
public sealed partial class HeatmapChart : ComponentBase
{
    private readonly string plotId = "plot-" + Guid.NewGuid().ToString("N");
    private readonly Config config = ChartSetup.Config();
    private readonly Plotly.Blazor.Layout layout = ChartSetup.Layout();
    private readonly IList<ITrace> traces = ChartSetup.Traces();
    private DotNetObjectReference<HeatmapChart>? self;
    private IJSObjectReference? script;
    private HoverInfo? hover;
    private double left;
    private double top;
    private double width;
    private double height;
    private int hovering;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    /// <summary>The picture in words, for who cannot see it.</summary>
    [Parameter] public string Label { get; set; } = "";

    /// <summary>Raised with a key pressed anywhere on the page, in lower case.</summary>
    [Parameter] public EventCallback<string> Key { get; set; }

    /// <inheritdoc/>
    public ChartTheme Theme { get; private set; } = ChartTheme.Default;

    /// <inheritdoc/>
    public double HeightPixels { get; private set; } = 360;

    /// <inheritdoc/>
    public double WidthPixels { get; private set; } = 1000;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public Task SetPaletteAsync(byte[] rgba, double[] percents)
        => script is null ? Task.CompletedTask : script.InvokeVoidAsync("setPalette", plotId, rgba, percents).AsTask();

    /// <inheritdoc/>
    public Task DrawAsync(
        PictureUpdate? update, RowMap? rows, TimeMapping time, IReadOnlyDictionary<string, object?> layout, IReadOnlyList<PlotlyRestyle> traces)
    {
        if (script is null)
        {
            return Task.CompletedTask;
        }

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
        return script.InvokeVoidAsync("draw", plotId, frame, update?.Codes ?? [], layout, traces).AsTask();
    }

    /// <summary>The pointer has moved over the plot.</summary>
    [JSInvokable]
    public async Task OnPointer(bool inside, double x, double y, double pixelsLeft, double pixelsTop, double pixelsWide, double pixelsHigh)
    {
        var mine = ++hovering;
        if (!inside)
        {
            hover = null;
            StateHasChanged();
            return;
        }

        (left, top, width, height) = (pixelsLeft, pixelsTop, pixelsWide, pixelsHigh);
        var us = Controller.Time.FromAxis(x);
        hover = Controller.Look(us, y);
        StateHasChanged();
        if (hover is { IsRegion: false, Percent: not null } && await Controller.LookCloserAsync(us, y) is { } closer && mine == hovering)
        {
            hover = closer;
            StateHasChanged();
        }
    }

    /// <summary>The user has zoomed or moved the picture.</summary>
    [JSInvokable]
    public Task OnRange(double from, double to, double bottom, double upper)
        => Controller.ShowAsync(new ViewRange(Controller.Time.FromAxis(from), Controller.Time.FromAxis(to), bottom, upper));

    /// <summary>The user has double-clicked.</summary>
    [JSInvokable]
    public Task OnReset() => Controller.FitAsync();

    /// <summary>A key was pressed.</summary>
    [JSInvokable]
    public Task OnKey(string key) => Key.InvokeAsync(key);

    /// <summary>The page has turned dark or light.</summary>
    [JSInvokable]
    public Task OnTheme(ChartTheme theme)
    {
        Theme = theme;
        Controller.Chart.Invalidate(ChartParts.Theme);
        return Controller.Chart.FlushAsync();
    }

    /// <summary>The plot has another size.</summary>
    [JSInvokable]
    public Task OnSize(double wide, double high)
    {
        Measure(wide, high);
        return Controller.ResizedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Controller.Chart.Detach();
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("detach", plotId);
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        var module = await Script.InvokeAsync<IJSObjectReference>("import", "./damon-heatmap.js");
        var attached = await module.InvokeAsync<ChartAttachment?>("attach", plotId, self);
        Theme = attached?.Theme ?? ChartTheme.Default;
        Measure(attached?.Width ?? 0, attached?.Height ?? 0);
        script = module;
        Controller.Chart.Attach(this);
        await Controller.ResizedAsync();
        await Controller.Chart.FlushAsync();
    }

    private void Measure(double wide, double high)
    {
        WidthPixels = wide > 0 ? wide : WidthPixels;
        HeightPixels = high > 0 ? high : HeightPixels;
    }

    private string Relative(HoverInfo info) => Controller.Mode switch
    {
        PageMode.Replay => $"at {Durations.Clock(info.Us - Controller.Clock.FromUs)}",
        _ when Controller.View.ToUs > info.Us => $"{Durations.Text(Math.Round((Controller.View.ToUs - info.Us) / 1e5) * 1e5)} ago",
        _ => "",
    };

    private string Colour(HoverInfo info) => info.Percent is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"#{Controller.Map.At(CellCodes.Place(percent, Controller.Scale)):x6}")
        : "";
}
