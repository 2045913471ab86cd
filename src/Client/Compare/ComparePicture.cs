using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.Hover;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Times;
using Damon.Client.Viewports;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Compare;

/// <summary>One of the three pictures. What is done in it is done in all.</summary>
public sealed class ComparePicture : IHeatmapModel
{
    private readonly ComparePictures _all;
    private readonly CompareSide? _side;
    private RecordedPicture? _picture;
    private LineSeries _lines = new();
    private LineSeries? _otherLines;

    /// <summary>A picture of one side, or of the difference when <paramref name="side"/> is null.</summary>
    public ComparePicture(ComparePictures all, CompareSide? side)
    {
        (_all, _side) = (all, side);
        Chart = new ChartDriver(State);
    }

    /// <inheritdoc/>
    public ChartDriver Chart { get; }

    /// <inheritdoc/>
    public TimeMapping Time { get; } = new(0, SinceStart: true);

    /// <inheritdoc/>
    public CellShading Shading => _side is null
        ? _all.Shading with { Difference = true, Map = ColourMap.PurpleOrange }
        : _all.Shading;

    /// <inheritdoc/>
    public HoverInfo Look(double us, double position) => CompareHover.Find(_all, _side, us, position);

    /// <inheritdoc/>
    public Task<HoverInfo?> LookCloserAsync(double us, double position) => Task.FromResult<HoverInfo?>(null);

    /// <inheritdoc/>
    public string Relative(double us) => "since the start of each range";

    /// <inheritdoc/>
    public Task ShowAsync(ViewRange view) => _all.ShowAsync(view);

    /// <inheritdoc/>
    public Task SelectAsync(ViewRange box) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task FitAsync() => _all.FitAsync();

    /// <inheritdoc/>
    public Task ResizedAsync()
    {
        Chart.Invalidate(ChartParts.Addresses | ChartParts.Time | ChartParts.Theme);
        return _all.ResizedAsync();
    }

    /// <summary>Takes over new cells.</summary>
    internal void SetCells(CompareCells? cells)
    {
        _picture = cells is null ? null : new RecordedPicture(
            _side is { } one ? cells.Of(one) : cells.Difference, cells.Rows, [.. Enumerable.Repeat(true, cells.Rows.Count)]);
        Chart.Invalidate(ChartParts.Cells | ChartParts.Addresses);
    }

    /// <summary>Takes over new lines.</summary>
    internal void SetLines(SidePair sides)
    {
        _lines = (_side == CompareSide.B ? sides.B : sides.A).Lines();
        _otherLines = _side is null ? sides.B.Lines() : null;
        if (_side is null)
        {
            // One side's percentiles behind both lines would belong to neither.
            _lines.Percentiles = [];
        }

        Chart.Invalidate(ChartParts.All);
    }

    private ChartState State() => new()
    {
        Source = _picture,
        Axis = _all.Aligned.Axis,
        Mappings = Mappings(),
        View = _all.View,
        Lines = _lines,
        OtherLines = _otherLines,
        LinesReach = _all.Sides?.LinesReach ?? 0,
        Time = Time,
        Shading = Shading,
        ColourTitle = _side is { } one ? $"accesses in {one}, % of samples" : "A − B, percentage points",
        AddressText = _all.Aligned.By == AlignBy.Mapping ? AddressText : null,
    };

    private IReadOnlyList<Mapping> Mappings() => _all.Aligned.By == AlignBy.Address && _side == CompareSide.B && _all.Sides is { } sides ? sides.B.Mappings : _all.Aligned.Mappings;

    private string? AddressText(ulong display)
    {
        if (_side is { } one)
        {
            return _all.Aligned.Address(one, display) is { } address ? HexAddressConverter.Format(address) : null;
        }

        return _all.Aligned.At(display) is not { } piece || display == piece.Display.Start ? null
            : piece.FromEnd ? "−" + HexAddressConverter.Format(piece.Display.End - display)
            : "+" + HexAddressConverter.Format(display - piece.Display.Start);
    }
}
