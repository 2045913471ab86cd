using System.Globalization;
using Damon.Client.Format;
using Damon.Client.Heatmap;
using Damon.Client.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions;

/// <summary>The whole session in a strip, with the visible time as a brush that can be moved and stretched.</summary>
public sealed partial class OverviewStrip : ComponentBase
{
    private ElementReference strip;
    private ElementReference canvas;
    private ScriptModule script = null!;
    private bool attached;
    private DotNetObjectReference<OverviewStrip>? self;
    private (int Version, CellShading Shading)? drawn;

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
        await script.CloseAsync("detach", strip);
        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => script = new ScriptModule(Script, "./damon-overview.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.CallAsync("attach", strip, self);
            attached = true;
        }

        if (attached && Controller.Overview is { Grid: { } grid } overview && drawn != (overview.Version, Controller.Shading))
        {
            drawn = (overview.Version, Controller.Shading);
            var codes = new byte[grid.Columns * grid.Rows];
            for (var column = 0; column < grid.Columns; column++)
            {
                Controller.Shading.Encode(grid.Column(column), false, codes.AsSpan(column * grid.Rows, grid.Rows));
            }

            var share = (grid.ToUs - grid.FromUs) / Span;
            await script.CallAsync("draw", canvas, grid.Columns, grid.Rows, codes, Controller.Shading.Palette(0x808890), share);
        }
    }

    private static int Thousandths(double percent) => (int)Math.Round(percent * 10);

    private static string Css(double percent) => percent.ToString("0.###", CultureInfo.InvariantCulture);

    private string Clock(double percent) => Durations.Clock(percent / 100 * Span);

    private double Share(double us) => Math.Clamp(100 * (us - From) / Span, 0, 100);
}
