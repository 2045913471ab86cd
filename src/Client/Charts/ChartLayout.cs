using Damon.Client.Addresses;
using Damon.Client.Colours;
using Damon.Client.Times;
using Damon.Client.Viewports;
using Damon.Model.Format;

namespace Damon.Client.Charts;

/// <summary>What changes on the plot, as Plotly's relayout takes it: keys are paths into its layout.</summary>
public static class ChartLayout
{
    /// <summary>Left margin with room for addresses, CSS pixels.</summary>
    public const int WideLeft = 102;

    /// <summary>Right margin with room for names, CSS pixels.</summary>
    public const int WideRight = 104;

    /// <summary>Upper margin with room for the colour bar, CSS pixels.</summary>
    public const int WideTop = 34;

    /// <summary>What <see cref="Time"/> writes.</summary>
    internal static readonly string[] TimeKeys = ["xaxis.range", "xaxis.tickvals", "xaxis.ticktext"];

    private const int NarrowTop = 58;
    private const int NarrowLeft = 78;
    private const int NarrowRight = 12;

    /// <summary>Lower margin, CSS pixels.</summary>
    public const int Bottom = 8;

    /// <summary>Left margin, CSS pixels.</summary>
    /// <param name="narrow">Whether there is little room at the sides.</param>
    public static int Left(bool narrow) => narrow ? NarrowLeft : WideLeft;

    /// <summary>Right margin, CSS pixels.</summary>
    /// <param name="narrow">Whether there is little room at the sides.</param>
    public static int Right(bool narrow) => narrow ? NarrowRight : WideRight;

    /// <summary>Upper margin, CSS pixels.</summary>
    /// <param name="narrow">Whether there is little room at the sides.</param>
    public static int Top(bool narrow) => narrow ? NarrowTop : WideTop;

    /// <summary>Visible time.</summary>
    /// <returns>Its labels.</returns>
    public static IReadOnlyList<AxisTick> Time(Dictionary<string, object?> layout, double fromUs, double toUs, TimeMapping time, double widthPixels)
    {
        var ticks = TimeTicks.Choose(fromUs, toUs, (int)(widthPixels / 100), time);
        layout[TimeKeys[0]] = new[] { time.ToAxis(fromUs), time.ToAxis(toUs) };
        layout[TimeKeys[1]] = ticks.Select(t => t.Position).ToArray();
        layout[TimeKeys[2]] = ticks.Select(t => t.Text).ToArray();
        return ticks;
    }

    /// <summary>Address labels, names, the sizes of cuts, the names of the lines, and what colours stand for. A narrow plot has names instead of addresses.</summary>
    /// <param name="layout">Where to write.</param>
    /// <param name="now">What is shown.</param>
    /// <param name="heightPixels">Height of the heatmap, CSS pixels.</param>
    /// <param name="widthPixels">Its width, CSS pixels.</param>
    /// <param name="narrow">Whether there is little room at the sides.</param>
    /// <param name="theme">Colours.</param>
    public static void Addresses(Dictionary<string, object?> layout, ChartState now, double heightPixels, double widthPixels, bool narrow, ChartTheme theme)
    {
        var (axis, view) = (now.Axis, now.View);
        var ticks = narrow ? [] : AddressTicks.Choose(axis, view.Bottom, view.Top, (int)(heightPixels / 26), now.AddressText);
        layout["margin.l"] = Left(narrow);
        layout["margin.t"] = Top(narrow);
        layout["margin.r"] = Right(narrow);
        layout["yaxis.range"] = new[] { view.Bottom, view.Top };
        layout["yaxis.tickvals"] = ticks.Select(t => t.Position).ToArray();
        layout["yaxis.ticktext"] = ticks.Select(t => t.Text).ToArray();
        layout["annotations"] = NameLabels.Choose(axis, now.Mappings, view.Bottom, view.Top, (int)(heightPixels / 14))
            .Select(label => Name(label, narrow, theme))
            .Concat(Cuts(axis, view, heightPixels).Select(cut => CutText(cut.Position, cut.Size, theme)))
            .Concat(LineNames(now, narrow, theme))
            .Concat(narrow ? [] : [ChartColours.TitleBeside(now.Shading, now.ColourTitle, widthPixels, theme)])
            .ToArray();
    }

    // Of the cuts in view those that are high enough for a line of text.
    private static IEnumerable<(double Position, ulong Size)> Cuts(AddressAxis axis, ViewRange view, double heightPixels)
    {
        for (var i = 0; i + 1 < axis.Bands.Count; i++)
        {
            var (low, high) = (axis.Bands[i].Top, axis.Bands[i + 1].Bottom);
            var middle = (low + high) / 2;
            if (middle > view.Bottom && middle < view.Top && (high - low) / (view.Top - view.Bottom) * heightPixels >= 10)
            {
                yield return (middle, axis.Bands[i + 1].Range.Start - axis.Bands[i].Range.End);
            }
        }
    }

    private static object Name(AxisTick label, bool narrow, ChartTheme theme)
        => Beside(Cut(label.Text, narrow ? 11 : 17), "y", label.Position, narrow, theme.Ink);

    private static object Beside(string text, string yref, double y, bool left, string color) => new
    {
        xref = "paper",
        yref,
        x = left ? 0 : 1,
        y,
        xanchor = left ? "right" : "left",
        yanchor = "middle",
        xshift = left ? -6 : 6,
        showarrow = false,
        text,
        font = new { size = 11, color },
    };

    private static object CutText(double position, ulong size, ChartTheme theme) => new
    {
        xref = "paper",
        yref = "y",
        x = 0.5,
        y = position,
        xanchor = "center",
        yanchor = "middle",
        showarrow = false,
        text = $"gap of {ByteSize.Text(size)} cut out",
        font = new { size = 10, color = theme.Muted },
    };

    private static IEnumerable<object> LineNames(ChartState now, bool narrow, ChartTheme theme)
    {
        // A narrow plot has no room: the choice above the lines says what they are.
        if (narrow)
        {
            yield break;
        }

        var (first, second) = now.OtherLines is null ? ChartLines.Names(now.LineKind) : ChartLines.ComparedNames;
        yield return Beside($"<b>{first}</b>", "paper", 0.05, false, theme.Accent);
        if (second is not null)
        {
            yield return Beside($"<b>{second}</b>", "paper", 0.115, false, theme.Resident);
        }
    }

    // Plotly reads a small set of tags in its texts; a mapping's name is anything but.
    private static string Cut(string name, int most)
    {
        var text = name.Length <= most ? name : name[..(most / 2 - 1)] + "…" + name[^(most / 2)..];
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
    }
}
