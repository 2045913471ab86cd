using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Model.Format;

namespace Damon.Client.Charts;

/// <summary>The lines below the picture and their axis, as Plotly takes them.</summary>
public static class ChartLines
{
    /// <summary>Points of a line aimed at.</summary>
    private const int MostPoints = 400;

    /// <summary>CPU time is summed up over at least this long, or its steps would drown it, microseconds.</summary>
    private const long CpuOverUs = 1_000_000;

    private static readonly double[] IntervalMarks = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    /// <summary>Names of the two lines where two working sets are compared.</summary>
    public static (string First, string? Second) ComparedNames => ("working set A", "working set B");

    /// <summary>Names of the two lines, upper first; the second is null where there is one only.</summary>
    public static (string First, string? Second) Names(LineKind kind) => kind switch
    {
        LineKind.Regions => ("regions", null),
        LineKind.Intervals => ("sampling", "aggregation"),
        LineKind.Cpu => ("sampler CPU", null),
        _ => ("working set", "resident"),
    };

    /// <summary>Writes the axis and gives the lines.</summary>
    public static PlotlyRestyle Write(Dictionary<string, object?> layout, ChartState now, ChartTheme theme)
    {
        var points = now.Lines.Between(now.View.FromUs - (now.View.WidthUs * 0.02), now.View.ToUs, MostPoints);
        var others = now.OtherLines is { } other ? other.Between(now.View.FromUs - (now.View.WidthUs * 0.02), now.View.ToUs, MostPoints) : points;
        var (first, second) = now.OtherLines is null ? Values(now.LineKind, points) : (WorkingSets(points), WorkingSets(others));
        var band = now.LineKind == LineKind.Memory ? points.Where(p => p is { Low: not null, High: not null }).ToArray() : [];
        WriteAxis(layout, now.LineKind, Math.Max(now.LinesReach, first.Concat(second).Concat(band.Select(p => (double?)p.High)).Max() ?? 0));
        var times = points.Select(p => now.Time.ToAxis(p.Us)).ToArray();
        var otherTimes = others.Select(p => now.Time.ToAxis(p.Us)).ToArray();
        return new PlotlyRestyle(
            new Dictionary<string, object?>
            {
                ["x"] = new[] { times, second.Length > 0 ? otherTimes : [], Around(band, p => now.Time.ToAxis(p.Us), p => now.Time.ToAxis(p.Us)) },
                ["y"] = new[] { first, second, Around(band, p => (double?)p.High, p => (double?)p.Low) },
                ["line.color"] = new[] { theme.Accent, theme.Resident, theme.Accent },
                ["fill"] = new[] { now.LineKind == LineKind.Memory ? "tozeroy" : "none", "none", "toself" },
                ["fillcolor"] = new[] { theme.Accent + "22", null, theme.Accent + "44" },
            },
            [ChartSetup.FirstLineTrace, ChartSetup.SecondLineTrace, ChartSetup.BandTrace]);
    }

    /// <summary>A value of each point on the way there, and one on the way back: the outline of a band.</summary>
    private static T[] Around<T>(LinePoint[] points, Func<LinePoint, T> there, Func<LinePoint, T> back)
        => [.. points.Select(there), .. points.Reverse().Select(back)];

    private static (double?[] First, double?[] Second) Values(LineKind kind, IReadOnlyList<LinePoint> points) => kind switch
    {
        LineKind.Regions => ([.. points.Select(p => (double?)p.Regions)], []),
        LineKind.Intervals => ([.. points.Select(p => Logarithm(p.SamplingUs))], [.. points.Select(p => Logarithm(p.AggregationUs))]),
        LineKind.Cpu => (Cpu(points), []),
        _ => ([.. points.Select(p => (double?)p.WorkingSet)], [.. points.Select(p => (double?)p.Resident)]),
    };

    private static double?[] WorkingSets(IReadOnlyList<LinePoint> points) => [.. points.Select(p => (double?)p.WorkingSet)];

    private static double? Logarithm(long us) => us > 0 ? Math.Log10(us) : null;

    private static double?[] Cpu(IReadOnlyList<LinePoint> points)
    {
        var shares = new double?[points.Count];
        var back = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            while (back + 1 < i && points[i].Us - points[back + 1].Us >= CpuOverUs)
            {
                back++;
            }

            var (time, cpu) = (points[i].Us - points[back].Us, points[i].SamplerCpuUs - points[back].SamplerCpuUs);
            shares[i] = time > 0 && cpu >= 0 && points[i].SamplerCpuUs > 0 ? 100.0 * cpu / time : null;
        }

        return shares;
    }

    private static void WriteAxis(Dictionary<string, object?> layout, LineKind kind, double max)
    {
        if (kind == LineKind.Intervals)
        {
            layout["yaxis2.range"] = new[] { 1.9, Math.Max(5.2, max + 0.2) };
            layout["yaxis2.tickvals"] = IntervalMarks.Select(Math.Log10).ToArray();
            layout["yaxis2.ticktext"] = IntervalMarks.Select(Durations.Text).ToArray();
            return;
        }

        var ticks = ByteSize.Ticks(kind == LineKind.Cpu ? max * 1_000 : max, 3).Select(t => kind == LineKind.Cpu ? t / 1_000 : t).ToArray();
        layout["yaxis2.range"] = new[] { 0, Math.Max(kind == LineKind.Cpu ? 0.1 : 1, Math.Max(ticks[^1], max * 1.05)) };
        layout["yaxis2.tickvals"] = ticks;
        layout["yaxis2.ticktext"] = ticks.Select(t => kind switch
        {
            LineKind.Memory => ByteSize.Text(t),
            LineKind.Cpu => t.ToString("0.##", CultureInfo.InvariantCulture) + " %",
            _ => t.ToString("N0", CultureInfo.InvariantCulture),
        }).ToArray();
    }
}
