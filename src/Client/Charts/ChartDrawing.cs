using Damon.Client.Addresses;
using Damon.Client.Colours;
using Damon.Client.Times;

namespace Damon.Client.Charts;

/// <summary>One change of the plot.</summary>
/// <param name="Update">Change of the cells; null for none.</param>
/// <param name="Rows">Rows of the cells; null when there are none yet.</param>
/// <param name="Time">How times are shown.</param>
/// <param name="FromUs">Left edge of what is visible, Unix microseconds: also when the axis, which costs more to draw, follows later.</param>
/// <param name="Layout">Changes of the layout, by Plotly's paths.</param>
/// <param name="Traces">Changes of the traces.</param>
/// <param name="Moving">Whether the next drawing comes soon: lines may then be drawn without Plotly, as long as their axis stays.</param>
/// <param name="SnapshotUs">End of the newest snapshot that this shows for the first time, Unix microseconds; 0 when it shows none.</param>
public sealed record ChartDrawing(
    PictureUpdate? Update, RowMap? Rows, TimeMapping Time, double FromUs, IReadOnlyDictionary<string, object?> Layout, IReadOnlyList<PlotlyRestyle> Traces, bool Moving, long SnapshotUs);
