using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Views;

namespace Damon.Client.Compare;

/// <content>Moving in the pictures: all three show the same part.</content>
public sealed partial class CompareController
{
    private CancellationTokenSource? _viewing;
    private int _viewChange;
    private int _request;

    /// <summary>Raised when the user has moved to another part, or compares something else: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>The visible part; times count from the start of both ranges.</summary>
    public ViewRange View { get; private set; } = new(0, 60e6, 0, 1);

    /// <summary>The cells of it; null while they are loaded for the first time.</summary>
    public CompareCells? Cells { get; private set; }

    /// <summary>All there is to see: as long as the longer of the two ranges.</summary>
    public ViewRange All => new(0, Math.Max(1, Math.Max(A?.Range.LengthUs ?? 0, B?.Range.LengthUs ?? 0)), 0, 1);

    /// <summary>Whether a part only is shown.</summary>
    public bool Zoomed => View != All;

    private ComparePicture[] Pictures => [PictureA, PictureB, Difference];

    /// <summary>What the page's address keeps.</summary>
    public CompareSettings CurrentSettings()
    {
        if (Phase != ComparePhase.Ready)
        {
            return Settings;
        }

        var (all, axis) = (All, Aligned.Axis);
        var time = View.FromUs > all.FromUs || View.ToUs < all.ToUs;
        return Settings with
        {
            FromUs = time ? (long)Math.Max(0, View.FromUs) : null,
            ToUs = time ? (long)Math.Max(1, View.ToUs) : null,
            Low = View.FullHeight ? null : axis.NearestTo(View.Bottom),
            High = View.FullHeight ? null : axis.NearestTo(View.Top),
        };
    }

    /// <summary>Shows another part in all pictures.</summary>
    public async Task ShowAsync(ViewRange view)
    {
        View = view.Clamped();
        Invalidate(ChartParts.Time | ChartParts.Addresses | ChartParts.Lines | ChartParts.Shapes);
        Changed?.Invoke();
        await FlushAsync();

        // A wheel turns many times: fetch, and make it a step, when it rests.
        var mine = ++_viewChange;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(160), _time, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (mine == _viewChange)
        {
            Moved?.Invoke();
            await LoadCellsAsync();
        }
    }

    /// <summary>Shows everything.</summary>
    public Task FitAsync() => ShowAsync(All);

    /// <summary>Other colours.</summary>
    public Task SetShadingAsync(CellShading shading)
    {
        Settings = Settings with { Shading = shading };
        Invalidate(ChartParts.Palette | ChartParts.Cells);
        Changed?.Invoke();
        return FlushAsync();
    }

    /// <summary>Puts something else on one height.</summary>
    /// <param name="by">What; null leaves it to the page.</param>
    public Task SetAlignmentAsync(AlignBy? by)
    {
        Settings = CurrentSettings() with { By = by, Low = null, High = null };
        Align();
        Moved?.Invoke();
        return ShowWantedAsync();
    }

    /// <summary>The plot has another size.</summary>
    public Task ResizedAsync()
        => Phase == ComparePhase.Ready && Cells?.Rows.Count != RowCount() ? LoadCellsAsync() : FlushAsync();

    private async Task ShowWantedAsync()
    {
        var view = All;
        view = Settings is { FromUs: { } from, ToUs: { } to } ? view with { FromUs = from, ToUs = to } : view;
        if (Settings is { Low: { } low, High: { } high } && Aligned.Axis.PositionOf(low) is { } bottom && Aligned.Axis.PositionOf(high) is { } top && top > bottom)
        {
            view = view with { Bottom = bottom, Top = top };
        }

        View = view.Clamped();
        Invalidate(ChartParts.All);
        Changed?.Invoke();
        await LoadCellsAsync();
    }

    // Only the newest of several requests is shown; the others are given up.
    private async Task LoadCellsAsync()
    {
        if (A is not { } a || B is not { } b || Aligned.Axis.Bands.Count == 0)
        {
            return;
        }

        var mine = ++_request;
        _viewing?.Cancel();
        _viewing?.Dispose();
        _viewing = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        Fetching = true;
        Changed?.Invoke();
        try
        {
            var cells = await _cellLoader.LoadAsync(Aligned, View, RowCount(), a, b, _viewing.Token);
            if (mine == _request)
            {
                SetCells(cells);
            }
        }
        catch (ApiException fault) when (mine == _request)
        {
            Problem = fault.Problem;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Fetching = mine != _request && Fetching;
        Changed?.Invoke();
        await FlushAsync();
    }

    private void SetCells(CompareCells? cells)
    {
        Cells = cells;
        foreach (var picture in Pictures)
        {
            picture.SetCells(cells);
        }
    }

    private int RowCount() => (int)Math.Clamp(Math.Round(Pictures.Max(p => p.Chart.HeightPixels)), 120, 700);

    private void Invalidate(ChartParts parts)
    {
        foreach (var picture in Pictures)
        {
            picture.Chart.Invalidate(parts);
        }
    }

    private Task FlushAsync() => Task.WhenAll(Pictures.Select(p => p.Chart.FlushAsync()));
}
