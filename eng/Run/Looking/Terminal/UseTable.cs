using System.Globalization;
using Damon.Model.Format;
using Damon.Run.Looking.Figures;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Terminal;

/// <summary>Lines of memory as a table as wide as the terminal.</summary>
internal static class UseTable
{
    private const int FigureWidth = 13;
    private const int LeastName = 8;
    private const int LongestPlace = 29;
    private const int WidthWithPlace = 100;

    /// <summary>The first lines, as many as there is room for.</summary>
    /// <param name="title">What the lines are of.</param>
    /// <param name="lines">In order.</param>
    /// <param name="order">What that order is.</param>
    /// <param name="room">Width and height in characters, and whether more than ASCII can be shown.</param>
    /// <returns>As many lines as the height at most, all on one row each.</returns>
    public static IRenderable Of(string title, IReadOnlyList<UseLine> lines, UseOrder order, TableRoom room)
    {
        var hasPlace = room.Width >= WidthWithPlace;
        var nameWidth = Math.Max(LeastName, room.Width - (3 * FigureWidth) - (hasPlace ? LongestPlace + 1 : 0));
        var rows = new List<IRenderable> { Row(room, nameWidth, hasPlace, title, "where", Headings(lines, order, room), new Style(decoration: Decoration.Bold)) };
        var shown = lines.Count < room.Height ? lines.Count : Math.Max(0, room.Height - 2);
        foreach (var line in lines.Take(shown))
        {
            string[] figures = [ByteSize.Text(line.Use.HoldsBytes), UseText.Size(line.Use.Needs), UseText.Size(line.Use.Idle)];
            rows.Add(Row(room, nameWidth, hasPlace, line.Name, line.Place, figures, Style.Plain));
        }

        if (shown < lines.Count)
        {
            var rest = string.Create(CultureInfo.InvariantCulture, $"{(room.Unicode ? "…" : "...")} {lines.Count - shown} more, {ByteSize.Text(lines.Skip(shown).Sum(line => line.Use.HoldsBytes))} resident");
            rows.Add(new Text(Names.Beginning(rest, room.Width, room.Unicode), new Style(decoration: Decoration.Dim)));
        }

        return new Rows(rows);
    }

    private static string[] Headings(IReadOnlyList<UseLine> lines, UseOrder order, TableRoom room)
    {
        var sample = lines is [var first, ..] ? first.Use : null;
        return [Heading("holds", null, UseOrder.Holds), Heading("needs", sample?.Needs, UseOrder.Needs), Heading("idle", sample?.Idle, UseOrder.Idle)];

        string Heading(string name, Estimate? over, UseOrder of) =>
            $"{(of == order ? room.Unicode ? "▾" : "v" : "")}{name}{(over is null ? "" : $" {UseText.Time(over.Seconds)}")}";
    }

    // Of single texts, so that no line can come out longer than the terminal is wide.
    private static Text Row(TableRoom room, int nameWidth, bool hasPlace, string name, string place, string[] figures, Style style)
    {
        var line = Names.End(name, nameWidth - 1, room.Unicode).PadRight(nameWidth)
            + (hasPlace ? Names.Beginning(place, LongestPlace, room.Unicode).PadRight(LongestPlace + 1) : "")
            + string.Concat(figures.Select(figure => figure.PadLeft(FigureWidth)));
        return new Text(line.Length <= room.Width ? line : line[..room.Width], style) { Overflow = Overflow.Crop };
    }
}
