using Damon.Client.Heatmap;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Compare;

/// <summary>One of the three pictures. What is done in it is done in all.</summary>
public sealed class ComparePicture : IHeatmapModel
{
    private readonly CompareController page;
    private readonly CompareSide? side;
    private RecordedPicture? picture;
    private LineSeries lines = new();
    private LineSeries? otherLines;

    /// <summary>A picture of one side, or of the difference when <paramref name="side"/> is null.</summary>
    public ComparePicture(CompareController page, CompareSide? side)
    {
        (this.page, this.side) = (page, side);
        Chart = new ChartDriver(State);
    }

    /// <inheritdoc/>
    public ChartDriver Chart { get; }

    /// <inheritdoc/>
    public TimeMapping Time { get; } = new(0, SinceStart: true);

    /// <inheritdoc/>
    public CellShading Shading => side is null
        ? page.Settings.Shading with { Difference = true, Map = ColourMap.PurpleOrange }
        : page.Settings.Shading;

    /// <inheritdoc/>
    public HoverInfo Look(double us, double position) => CompareHover.Find(page, side, us, position);

    /// <inheritdoc/>
    public Task<HoverInfo?> LookCloserAsync(double us, double position) => Task.FromResult<HoverInfo?>(null);

    /// <inheritdoc/>
    public string Relative(double us) => "since the start of each range";

    /// <inheritdoc/>
    public Task ShowAsync(ViewRange view) => page.ShowAsync(view);

    /// <inheritdoc/>
    public Task SelectAsync(ViewRange box) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task FitAsync() => page.FitAsync();

    /// <inheritdoc/>
    public Task ResizedAsync()
    {
        Chart.Invalidate(ChartParts.Addresses | ChartParts.Time | ChartParts.Theme);
        return page.ResizedAsync();
    }

    /// <summary>Takes over new cells.</summary>
    internal void SetCells(CompareCells? cells)
    {
        picture = cells is null ? null : new RecordedPicture(
            side is { } one ? cells.Of(one) : cells.Difference, cells.Rows, [.. Enumerable.Repeat(true, cells.Rows.Count)]);
        Chart.Invalidate(ChartParts.Cells | ChartParts.Addresses);
    }

    /// <summary>Takes over new lines.</summary>
    internal void SetLines(SideData a, SideData b)
    {
        lines = (side == CompareSide.B ? b : a).Lines();
        otherLines = side is null ? b.Lines() : null;
        if (side is null)
        {
            // One side's percentiles behind both lines would belong to neither.
            lines.Percentiles = [];
        }

        Chart.Invalidate(ChartParts.All);
    }

    private ChartState State() => new()
    {
        Source = picture,
        Axis = page.Aligned.Axis,
        Mappings = Mappings(),
        View = page.View,
        Lines = lines,
        OtherLines = otherLines,
        LinesReach = page.LinesReach,
        Time = Time,
        Shading = Shading,
        ColourTitle = side is { } one ? $"accesses in {one}, % of samples" : "A − B, percentage points",
        AddressText = page.Aligned.By == AlignBy.Mapping ? AddressText : null,
    };

    private IReadOnlyList<Mapping> Mappings() => page.Aligned.By == AlignBy.Address && side == CompareSide.B && page.B is { } b ? b.Mappings : page.Aligned.Mappings;

    private string? AddressText(ulong display)
    {
        if (side is { } one)
        {
            return page.Aligned.Address(one, display) is { } address ? HexAddressConverter.Format(address) : null;
        }

        return page.Aligned.At(display) is not { } piece || display == piece.Display.Start ? null
            : piece.FromEnd ? "−" + HexAddressConverter.Format(piece.Display.End - display)
            : "+" + HexAddressConverter.Format(display - piece.Display.Start);
    }
}
