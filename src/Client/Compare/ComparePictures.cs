using System.Runtime.CompilerServices;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.PicturePages;
using Damon.Client.Viewports;

namespace Damon.Client.Compare;

/// <summary>The pictures of two sides and of their difference: three of them, and all show the same part.</summary>
public sealed class ComparePictures : IDisposable
{
    private readonly CellLoader _cells;
    private readonly Viewport _viewport;

    /// <summary>Pictures of nothing yet.</summary>
    /// <param name="api">The calls.</param>
    /// <param name="time">Tells when moving has rested.</param>
    public ComparePictures(ApiClient api, TimeProvider time)
    {
        _cells = new CellLoader(api);
        _viewport = new Viewport(new ViewRange(0, 60e6, 0, 1), time, LoadAsync);
        _viewport.Changed += () => Changed?.Invoke();
        _viewport.Moved += () => Moved?.Invoke();
        _viewport.Failed += problem => Failed?.Invoke(problem);
        (A, B, Difference) = (new ComparePicture(this, CompareSide.A), new ComparePicture(this, CompareSide.B), new ComparePicture(this, null));
    }

    /// <summary>Raised when something beside the pictures has changed.</summary>
    public event Action? Changed;

    /// <summary>Raised when the user has moved to another part: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>Raised when cells could not be loaded.</summary>
    public event Action<ApiProblem>? Failed;

    /// <summary>Picture of A.</summary>
    public ComparePicture A { get; }

    /// <summary>Picture of B.</summary>
    public ComparePicture B { get; }

    /// <summary>Picture of the difference.</summary>
    public ComparePicture Difference { get; }

    /// <summary>Both sides; null while there is nothing to show.</summary>
    public SidePair? Sides { get; private set; }

    /// <summary>The common axis.</summary>
    public AlignedAxis Aligned { get; private set; } = AlignedAxis.Empty;

    /// <summary>The cells of what is visible; null while they are loaded for the first time.</summary>
    public CompareCells? Cells { get; private set; }

    /// <summary>How access rates become colours; the difference follows but for its map.</summary>
    public CellShading Shading { get; private set; } = new();

    /// <summary>The visible part; times count from the start of both ranges.</summary>
    public ViewRange View => _viewport.View;

    /// <summary>All there is to see: as long as the longer of the two ranges.</summary>
    public ViewRange All => new(0, Math.Max(1, Sides?.LengthUs ?? 0), 0, 1);

    /// <summary>Whether a part only is shown.</summary>
    public bool Zoomed => View != All;

    /// <summary>Whether cells are being loaded.</summary>
    public bool Loading => _viewport.Loading;

    /// <summary>The visible part as the page's address keeps it; null where it is all.</summary>
    public ViewPart Part
    {
        get
        {
            var time = View.FromUs > All.FromUs || View.ToUs < All.ToUs;
            return new ViewPart(
                time ? (long)Math.Max(0, View.FromUs) : null,
                time ? (long)Math.Max(1, View.ToUs) : null,
                View.FullHeight ? null : Aligned.Axis.NearestTo(View.Bottom),
                View.FullHeight ? null : Aligned.Axis.NearestTo(View.Top));
        }
    }

    private ComparePicture[] Pictures => [A, B, Difference];

    /// <summary>Takes two sides, which <see cref="ShowAsync(ViewPart)"/> shows.</summary>
    /// <param name="sides">The sides; null for nothing.</param>
    /// <param name="by">What is put on one height.</param>
    public void Take(SidePair? sides, AlignBy by)
    {
        Sides = sides;
        if (sides is not null)
        {
            Align(by);
            Array.ForEach(Pictures, picture => picture.SetLines(sides));
        }
    }

    /// <summary>Puts something else on one height; <see cref="ShowAsync(ViewPart)"/> shows it.</summary>
    public void Align(AlignBy by)
    {
        Aligned = Sides?.Align(by) ?? AlignedAxis.Empty;
        SetCells(null);
    }

    /// <summary>Shows another part in all pictures.</summary>
    public async Task ShowAsync(ViewRange view)
    {
        Invalidate(ChartParts.Time | ChartParts.Addresses | ChartParts.Lines | ChartParts.Shapes);
        var moving = _viewport.MoveAsync(view);
        await FlushAsync();
        await moving;
        await FlushAsync();
    }

    /// <summary>Shows what the page's address asks for, without a step.</summary>
    public Task ShowAsync(ViewPart part)
    {
        var view = All;
        view = part is { FromUs: { } from, ToUs: { } to } ? view with { FromUs = from, ToUs = to } : view;
        if (part is { Low: { } low, High: { } high } && Aligned.Axis.PositionOf(low) is { } bottom && Aligned.Axis.PositionOf(high) is { } top && top > bottom)
        {
            view = view with { Bottom = bottom, Top = top };
        }

        Invalidate(ChartParts.All);
        _viewport.Set(view.Clamped());
        return ReloadAsync();
    }

    /// <summary>Shows everything.</summary>
    public Task FitAsync() => ShowAsync(All);

    /// <summary>Other colours, which the next drawing shows.</summary>
    public void SetShading(CellShading shading)
    {
        Shading = shading;
        Invalidate(ChartParts.Palette | ChartParts.Cells);
    }

    /// <summary>The plots have another size.</summary>
    public Task ResizedAsync() => Sides is not null && Cells?.Rows.Count != RowCount() ? ReloadAsync() : FlushAsync();

    /// <summary>Draws what has changed.</summary>
    public Task FlushAsync() => Task.WhenAll(Pictures.Select(picture => picture.Chart.FlushAsync()));

    /// <inheritdoc/>
    public void Dispose() => _viewport.Dispose();

    private async Task ReloadAsync()
    {
        await _viewport.LoadAsync();
        await FlushAsync();
    }

    private async IAsyncEnumerable<Action> LoadAsync(ViewRange view, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Sides is { } sides && Aligned.Axis.Bands.Count > 0)
        {
            var cells = await _cells.LoadAsync(Aligned, view, RowCount(), sides.A, sides.B, cancel);
            yield return () => SetCells(cells);
        }
    }

    private void SetCells(CompareCells? cells)
    {
        Cells = cells;
        Array.ForEach(Pictures, picture => picture.SetCells(cells));
    }

    private int RowCount() => (int)Math.Clamp(Math.Round(Pictures.Max(picture => picture.Chart.HeightPixels)), 120, 700);

    private void Invalidate(ChartParts parts) => Array.ForEach(Pictures, picture => picture.Chart.Invalidate(parts));
}
