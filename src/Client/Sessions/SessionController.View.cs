using Damon.Client.Heatmap;

namespace Damon.Client.Sessions;

/// <content>Moving in the picture.</content>
public sealed partial class SessionController
{
    private int viewChange;

    /// <summary>Whether the view differs from the one that opens by itself.</summary>
    public bool Zoomed => !View.FullHeight || (Mode == PageMode.Replay && (View.FromUs > Clock.FromUs || View.ToUs < Clock.ToUs));

    /// <summary>Raised when the user has moved to another part of the picture.</summary>
    public event Action? ViewChanged;

    /// <summary>The view as the page's address keeps it.</summary>
    public ViewSettings Settings()
    {
        var time = Mode == PageMode.Replay && (View.FromUs > Clock.FromUs || View.ToUs < Clock.ToUs);
        var addresses = Mode == PageMode.Replay && !View.FullHeight;
        return new ViewSettings
        {
            Scale = Scale,
            Map = Map,
            WindowUs = WindowUs,
            Target = Target,
            FromUs = time ? (long)View.FromUs : null,
            ToUs = time ? (long)View.ToUs : null,
            Low = addresses ? axis.NearestTo(View.Bottom) : null,
            High = addresses ? axis.NearestTo(View.Top) : null,
        };
    }

    /// <summary>Another colour scale or map.</summary>
    public async Task SetColoursAsync(ColourScale scale, ColourMap map)
    {
        (Scale, Map) = (scale, map);
        Chart.Invalidate(ChartParts.Palette | ChartParts.Cells);
        Changed?.Invoke();
        if (Mode == PageMode.Paused && shown is null)
        {
            await LoadViewAsync();
        }

        await Chart.FlushAsync();
    }

    /// <summary>Another length of time for the live picture.</summary>
    public async Task SetWindowAsync(long windowUs)
    {
        WindowUs = windowUs;
        if (Mode == PageMode.Live)
        {
            live.SetView(View.Bottom, View.Top, RowCount(), windowUs);
            ShowNewest();
            await RedrawLiveAsync(null);
        }
        else
        {
            var middle = (View.FromUs + View.ToUs) / 2;
            await ShowAsync(View with { FromUs = middle - (windowUs / 2.0), ToUs = middle + (windowUs / 2.0) });
        }

        Changed?.Invoke();
    }

    /// <summary>Shows another part. A running session's picture stands still from then on, unless only addresses changed.</summary>
    public async Task ShowAsync(ViewRange view)
    {
        var next = view.Clamped();
        var sameTime = Math.Abs(next.FromUs - View.FromUs) < View.WidthUs * 1e-6 && Math.Abs(next.ToUs - View.ToUs) < View.WidthUs * 1e-6;
        if (Mode == PageMode.Live)
        {
            if (sameTime)
            {
                live.SetView(next.Bottom, next.Top, RowCount(), WindowUs);
                ShowNewest();
                await RedrawLiveAsync(null);
                Changed?.Invoke();
                return;
            }

            Pause();
        }

        View = next;
        Chart.Invalidate(ChartParts.Time | ChartParts.Addresses | ChartParts.Lines);
        Changed?.Invoke();
        await Chart.FlushAsync();

        // A wheel turns many times: fetch when it rests.
        var mine = ++viewChange;
        await Task.Delay(TimeSpan.FromMilliseconds(160), time, closing.Token);
        if (mine == viewChange)
        {
            ViewChanged?.Invoke();
            await LoadViewAsync();
        }
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

    /// <summary>Shows everything: all addresses, and of a recording all of its time.</summary>
    public async Task FitAsync()
    {
        switch (Mode)
        {
            case PageMode.Live:
                await ShowAsync(View with { Bottom = 0, Top = 1 });
                break;
            case PageMode.Paused:
                View = View with { Bottom = 0, Top = 1 };
                await FollowAsync();
                break;
            case PageMode.Replay:
                await ShowAsync(new ViewRange(Clock.FromUs, Clock.ToUs, 0, 1));
                break;
        }
    }

    /// <summary>The plot has another height.</summary>
    public async Task ResizedAsync()
    {
        if (Mode == PageMode.Live)
        {
            live.SetView(View.Bottom, View.Top, RowCount(), WindowUs);
            await RedrawLiveAsync(null);
        }
        else if (Mode is PageMode.Replay or PageMode.Paused && axis.Bands.Count > 0)
        {
            Chart.Invalidate(ChartParts.Addresses);
            await LoadViewAsync();
        }
    }
}
