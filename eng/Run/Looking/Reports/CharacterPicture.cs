using System.Globalization;
using Damon.Model.Format;
using Damon.Run.Looking.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Reports;

/// <summary>A heatmap in characters: time from left to right, addresses from bottom to top.</summary>
internal static class CharacterPicture
{
    /// <summary>Columns beside the cells: an address and a line.</summary>
    public const int Margin = 15;

    // The palette viridis at even steps: bright is hot, as in the browser. Blank is nothing, and what is unknown is hatched.
    private static readonly Color[] Heat =
    [
        new(68, 1, 84), new(72, 40, 120), new(62, 74, 137), new(49, 104, 142), new(38, 130, 142), new(31, 158, 137), new(53, 183, 121), new(110, 206, 88), new(181, 222, 43), new(253, 231, 37),
    ];

    private static readonly Color UnknownColour = Color.Grey;

    /// <summary>The picture with its legend.</summary>
    /// <param name="heatmap">The cells.</param>
    /// <param name="zone">Zone of clock times.</param>
    /// <param name="unicode">Whether more than ASCII can be shown.</param>
    public static IRenderable Of(ReportHeatmap heatmap, TimeZoneInfo zone, bool unicode)
    {
        var full = FullRate(heatmap);
        var marks = unicode ? " ░▒▓█" : " .:-=+*#%@";
        var unknown = unicode ? '╱' : '/';
        var lines = new List<IRenderable>();
        foreach (var (band, i) in heatmap.Bands.Select((band, i) => (band, i)).Reverse())
        {
            lines.Add(Caption(band, heatmap.Columns, unicode));
            for (var row = band.Rows.Count - 1; row >= 0; row--)
            {
                lines.Add(Row(band, row, full, marks, unknown, unicode));
            }

            if (i > 0)
            {
                var gap = band.Start - heatmap.Bands[i - 1].End;
                lines.Add(new Text($"{"",Margin}{(unicode ? "┄┄" : "--")} {ByteSize.Text(gap)} left out", Dim));
            }
        }

        var (from, to) = (UseText.Clock(heatmap.FromUs, zone), UseText.Clock(heatmap.ToUs, zone));
        lines.Add(new Text($"{"",Margin}{from}{to.PadLeft(Math.Max(to.Length + 1, heatmap.Columns - from.Length))}", Dim));
        lines.Add(new Text(string.Create(CultureInfo.InvariantCulture,
            $"{marks[^1]} accessed in {Percents.Text(full)} of samples or more, blank in none, {unknown} unknown")));
        return new Rows(lines);
    }

    private static Style Dim { get; } = new(decoration: Decoration.Dim);

    /// <summary>What is drawn as full: all but one in twenty of the cells that were accessed are below it. Real programs reach 100 % nowhere.</summary>
    private static double FullRate(ReportHeatmap heatmap)
    {
        var hot = heatmap.Bands.SelectMany(band => band.Rows).SelectMany(row => row).Where(cell => cell > 0).Select(cell => cell!.Value).Order().ToArray();
        return hot.Length == 0 ? 100 : hot[(hot.Length - 1) * 95 / 100];
    }

    private static Text Caption(ReportBand band, int columns, bool unicode) =>
        new($"{"",Margin}{Names.End($"{band.Name}, {ByteSize.Text(band.End - band.Start)}", columns, unicode)}", Dim);

    private static Paragraph Row(ReportBand band, int row, double full, string marks, char unknown, bool unicode)
    {
        var isEdge = row == 0 || row == band.Rows.Count - 1;
        var address = isEdge ? row == 0 ? band.Start : band.End : (ulong?)null;
        var line = new Paragraph(string.Create(CultureInfo.InvariantCulture, $"{address,Margin - 2:x} "), Dim);
        line.Append(unicode ? "│" : "|", Dim);
        foreach (var cell in band.Rows[row])
        {
            if (cell is not { } rate)
            {
                line.Append(unknown.ToString(), new Style(UnknownColour));
                continue;
            }

            var share = Math.Min(1, rate / full);
            // What is above nothing is never drawn as nothing.
            var mark = rate > 0 ? marks[Math.Max(1, (int)Math.Round(share * (marks.Length - 1)))] : marks[0];
            line.Append(mark.ToString(), new Style(Heat[(int)Math.Round(share * (Heat.Length - 1))]));
        }

        return line;
    }
}
