using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Layout;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Times;

/// <summary>The whole session in a strip, with the visible time as a brush that can be moved and stretched.</summary>
public sealed partial class OverviewStrip : ComponentBase
{
    // They are hardly wider than a pixel.
    private const int MostMarks = 200;

    private ElementReference _strip;
    private ElementReference _canvas;
    private ScriptModule _script = null!;
    private bool _attached;
    private DotNetObjectReference<OverviewStrip>? _self;
    private (int Version, CellShading Shading)? _drawn;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private double From => Controller.FirstUs ?? 0;

    private double Span => Math.Max(1, Controller.LastUs - From);

    private double Left => Share(Controller.View.FromUs);

    private double Right => Share(Controller.View.ToUs);

    private string Place => $"left:{Css(Left)}%;width:{Css(Math.Max(0.4, Right - Left))}%";

    private string Text => $"{Clock(Left)} to {Clock(Right)}";

    /// <summary>The brush has been moved.</summary>
    /// <param name="left">Its left edge, 0 .. 1 of the session.</param>
    /// <param name="right">Its right edge.</param>
    [JSInvokable]
    public Task OnBrush(double left, double right)
        => Controller.ShowAsync(Controller.View with { FromUs = From + (left * Span), ToUs = From + (right * Span) });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _script.CloseAsync("detach", _strip);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new ScriptModule(Script, "./damon-overview.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _script.CallAsync("attach", _strip, _self);
            _attached = true;
        }

        if (_attached && Controller.Overview is { Grid: { } grid } overview && grid.Measure == Controller.Shading.Measure && _drawn != (overview.Version, Controller.Shading))
        {
            _drawn = (overview.Version, Controller.Shading);
            var codes = new byte[grid.Columns * grid.Rows];
            for (var column = 0; column < grid.Columns; column++)
            {
                Controller.Shading.Encode(grid.Column(column), false, codes.AsSpan(column * grid.Rows, grid.Rows));
            }

            var share = (grid.ToUs - grid.FromUs) / Span;
            await _script.CallAsync("draw", _canvas, grid.Columns, grid.Rows, codes, Controller.Shading.Palette(0x808890), share);
        }
    }

    private static int Thousandths(double percent) => (int)Math.Round(percent * 10);

    private static string Css(double percent) => percent.ToString("0.###", CultureInfo.InvariantCulture);

    private string Clock(double percent) => Durations.Clock(percent / 100 * Span);

    private double Share(double us) => Math.Clamp(100 * (us - From) / Span, 0, 100);
}
