using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Views;
using Damon.Model.Addresses;

namespace Damon.Client.Sessions;

/// <content>Moving in the picture.</content>
public sealed partial class SessionController
{
    private int _viewChange;

    /// <summary>Raised when the user has moved to another part of the picture: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>Whether the view differs from the one that opens by itself.</summary>
    public bool Zoomed => !View.FullHeight || (IsRecorded && (View.FromUs > All.FromUs || View.ToUs < All.ToUs));

    /// <summary>All there is to see.</summary>
    public ViewRange All
    {
        get
        {
            var from = (double)(FirstUs ?? 0);
            var to = Math.Max(from, Mode == PageMode.Replay ? Clock.ToUs : LastUs);

            // What is inferred may reach back for hours; it must not squeeze what was recorded.
            return new ViewRange(Math.Min(from, Math.Max(_past?.FromUs ?? from, from - ((to - from) * 0.2))), to, 0, 1);
        }
    }

    /// <summary>The view as the page's address keeps it.</summary>
    public ViewSettings Settings()
    {
        var time = Mode == PageMode.Paused || (Mode == PageMode.Replay && (View.FromUs > All.FromUs || View.ToUs < All.ToUs));
        var addresses = !View.FullHeight;
        return new ViewSettings
        {
            Shading = Shading,
            Lines = Lines,
            WindowUs = WindowUs,
            IdleSeconds = IdleSeconds,
            Target = Target,
            FromUs = time ? (long)View.FromUs : null,
            ToUs = time ? (long)View.ToUs : null,
            Low = addresses ? Axis.NearestTo(View.Bottom) : null,
            High = addresses ? Axis.NearestTo(View.Top) : null,
            AtUs = IsRecorded && !Clock.AtEnd ? (long)Clock.PositionUs : null,
            Selection = _selected,
        };
    }

    /// <summary>Shows what an address of the page asks for: back, forward, or typed.</summary>
    public async Task ApplyAsync(ViewSettings settings)
    {
        Take(settings);
        _selected = settings.Selection;
        Chart.Invalidate(ChartParts.All);
        await SetTargetAsync(settings.Target);
        var view = Wanted(settings, Mode == PageMode.Replay ? All : View with { Bottom = 0, Top = 1 });
        if (Mode == PageMode.Live && settings.FromUs is not null)
        {
            Pause();
        }
        else if (Mode == PageMode.Paused && settings.FromUs is null)
        {
            await FollowAsync();
        }

        if (Mode == PageMode.Live)
        {
            _live.SetView(view.Bottom, view.Top, RowCount(), WindowUs);
            ShowNewest();
            await RedrawLiveAsync(null);
        }
        else if (IsRecorded)
        {
            View = view;
            Clock.Seek(settings.AtUs ?? Clock.ToUs);
            await LoadViewAsync();
            await HeadMovedAsync();
        }

        await LoadDetailAsync();
        Changed?.Invoke();
    }

    /// <summary>Other colours.</summary>
    public async Task SetShadingAsync(CellShading shading)
    {
        Shading = shading;
        Chart.Invalidate(ChartParts.Palette | ChartParts.Cells);
        Changed?.Invoke();
        if (Mode == PageMode.Paused && _shown is null)
        {
            await LoadViewAsync();
        }

        await Chart.FlushAsync();
    }

    /// <summary>Other lines below the picture.</summary>
    public Task SetLinesAsync(LineKind kind)
    {
        Lines = kind;
        Chart.Invalidate(ChartParts.Lines | ChartParts.Addresses);
        Changed?.Invoke();
        return Chart.FlushAsync();
    }

    /// <summary>Another time after which memory counts as idle, seconds.</summary>
    public void SetIdle(int seconds)
    {
        IdleSeconds = seconds;
        Changed?.Invoke();
    }

    /// <summary>Another length of time: a live picture's window, or the last part of what is shown.</summary>
    public async Task SetWindowAsync(long windowUs)
    {
        WindowUs = windowUs;
        if (Mode == PageMode.Live)
        {
            _live.SetView(View.Bottom, View.Top, RowCount(), windowUs);
            ShowNewest();
            await RedrawLiveAsync(null);
        }
        else
        {
            var to = Math.Clamp(View.ToUs, All.FromUs + windowUs, Math.Max(All.ToUs, All.FromUs + windowUs));
            await ShowAsync(View with { FromUs = to - windowUs, ToUs = to });
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    /// <remarks>A running session's picture stands still from then on, unless only addresses changed.</remarks>
    public async Task ShowAsync(ViewRange view)
    {
        var next = view.Clamped();
        var sameTime = Math.Abs(next.FromUs - View.FromUs) < View.WidthUs * 1e-6 && Math.Abs(next.ToUs - View.ToUs) < View.WidthUs * 1e-6;
        if (Mode == PageMode.Live && sameTime)
        {
            _live.SetView(next.Bottom, next.Top, RowCount(), WindowUs);
            ShowNewest();
            await RedrawLiveAsync(null);
            Changed?.Invoke();
        }
        else
        {
            Pause();
            View = next;
            Chart.Invalidate(ChartParts.Time | ChartParts.Addresses | ChartParts.Lines);
            Changed?.Invoke();
            await Chart.FlushAsync();
        }

        // A wheel turns many times: fetch, and make it a step, when it rests.
        var mine = ++_viewChange;
        await Task.Delay(TimeSpan.FromMilliseconds(160), _time, _closing.Token);
        if (mine == _viewChange)
        {
            Moved?.Invoke();
            if (IsRecorded)
            {
                await LoadViewAsync();
            }
        }
    }

    /// <summary>Shows some addresses and a little around them.</summary>
    public Task ShowAddressesAsync(AddressRange range)
    {
        var (low, high) = (Axis.PositionOf(range.Start) ?? 0, Axis.PositionOf(range.End) ?? 1);
        var around = Math.Max((high - low) * 0.04, 1e-9);
        return high > low ? ShowAsync(View with { Bottom = low - around, Top = high + around }) : Task.CompletedTask;
    }

    /// <summary>Zooms time: a live picture takes the next window, any other zooms about the play head or its middle.</summary>
    /// <param name="factor">Below 1 zooms in.</param>
    public Task ZoomAsync(double factor)
    {
        if (Mode != PageMode.Live)
        {
            return ShowAsync(View.Zoomed(factor, Mode == PageMode.Replay ? Clock.PositionUs : null));
        }

        var next = factor < 1
            ? ViewSettings.Windows.LastOrDefault(w => w < WindowUs, WindowUs)
            : ViewSettings.Windows.FirstOrDefault(w => w > WindowUs, WindowUs);
        return next == WindowUs ? Task.CompletedTask : SetWindowAsync(next);
    }

    /// <inheritdoc/>
    public async Task FitAsync()
    {
        switch (Mode)
        {
            case PageMode.Live:
                await ShowAsync(View with { Bottom = 0, Top = 1 });
                break;
            case PageMode.Paused or PageMode.Replay:
                await ShowAsync(All);
                break;
        }
    }

    /// <inheritdoc/>
    public async Task ResizedAsync()
    {
        if (Mode == PageMode.Live)
        {
            _live.SetView(View.Bottom, View.Top, RowCount(), WindowUs);
            Chart.Invalidate(ChartParts.Addresses | ChartParts.Time);
            await RedrawLiveAsync(null);
        }
        else if (IsRecorded && _axis.Bands.Count > 0)
        {
            Chart.Invalidate(ChartParts.Addresses | ChartParts.Time);
            await LoadViewAsync();
        }
    }

    // The part that the page's address asks for.
    private ViewRange Wanted(ViewSettings settings, ViewRange all)
    {
        var view = all;
        if (settings is { FromUs: { } from, ToUs: { } to })
        {
            view = view with { FromUs = from, ToUs = to };
        }

        if (settings is { Low: { } low, High: { } high } && Axis.PositionOf(low) is { } bottom && Axis.PositionOf(high) is { } top && top > bottom)
        {
            view = view with { Bottom = bottom, Top = top };
        }

        return view.Clamped();
    }
}
