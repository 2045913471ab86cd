using Damon.Client.Addresses;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Times;
using Damon.Client.Viewports;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Charts;

/// <summary>What the plot has to show.</summary>
public sealed record ChartState
{
    /// <summary>The cells; null when there are none yet.</summary>
    public IColumnSource? Source { get; init; }

    /// <summary>The address axis.</summary>
    public AddressAxis Axis { get; init; } = AddressAxis.Empty;

    /// <summary>Mappings in address order.</summary>
    public IReadOnlyList<Mapping> Mappings { get; init; } = [];

    /// <summary>Whether it moves on with every snapshot: what costs the browser much is then left out where it can be.</summary>
    public bool Moving { get; init; }

    /// <summary>The visible part.</summary>
    public ViewRange View { get; init; }

    /// <summary>The selected part; null when nothing is.</summary>
    public ViewRange? Selection { get; init; }

    /// <summary>What the picture is to point out; null for nothing.</summary>
    public PictureHighlight? Highlight { get; init; }

    /// <summary>What the lines are made of.</summary>
    public LineSeries Lines { get; init; } = new();

    /// <summary>Lines whose working set is drawn beside that of <see cref="Lines"/>, where two are compared; null otherwise.</summary>
    public LineSeries? OtherLines { get; init; }

    /// <summary>What the lines' axis reaches at least, where several plots share a scale.</summary>
    public double LinesReach { get; init; }

    /// <summary>What to call an address of the axis, null for no label; null for the address itself.</summary>
    public Func<ulong, string?>? AddressText { get; init; }

    /// <summary>Which lines are shown.</summary>
    public LineKind LineKind { get; init; }

    /// <summary>How times are shown.</summary>
    public TimeMapping Time { get; init; }

    /// <summary>How values become colours.</summary>
    public CellShading Shading { get; init; } = new();

    /// <summary>What the colours stand for, with unit.</summary>
    public string ColourTitle { get; init; } = "accesses, % of samples";

    /// <summary>Play head, Unix microseconds; null when there is none.</summary>
    public double? PlayheadUs { get; init; }

    /// <summary>Right end of what the play head veils, Unix microseconds.</summary>
    public double VeilToUs { get; init; }

    /// <summary>How much of what comes after the play head is hidden, 0 .. 1.</summary>
    public double Veil { get; init; }

    /// <summary>When recording began, Unix microseconds; null when all that is visible comes after.</summary>
    public double? RecordedFromUs { get; init; }
}
