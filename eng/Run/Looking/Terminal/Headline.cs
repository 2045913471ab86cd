using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Format;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Terminal;

/// <summary>The first answer: needs, holds, idle, limit, cost.</summary>
internal static class Headline
{
    private const double TightShare = 0.9;
    private const int Gap = 2;
    private const int WidthOfSentences = 40;

    /// <summary>It as lines of three columns, as wide as there is room.</summary>
    public static IRenderable Of(LookMoment moment, TableRoom room)
    {
        var lines = LinesOf(moment, room.Unicode).ToArray();
        if (lines.Length == 0)
        {
            return new Rows();
        }

        var left = room.Width - lines.Max(line => line.Name.Length) - lines.Max(line => line.Figure.Length) - (2 * Gap);
        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, Gap, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, Gap, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, figure, meaning, style) in lines)
        {
            // Where there is no room for sentences, they do not push the table off the screen.
            var shown = left >= WidthOfSentences ? meaning : left > 0 ? Names.Beginning(meaning, left, room.Unicode) : "";
            grid.AddRow(new Text(name, Dim), new Text(figure, style), new Text(shown, Dim));
        }

        return grid;
    }

    private static Style Dim { get; } = new(decoration: Decoration.Dim);

    private static IEnumerable<(string Name, string Figure, string Meaning, Style Style)> LinesOf(LookMoment moment, bool unicode)
    {
        if (moment.Whole is { } whole)
        {
            yield return ("needs", UseText.WithError(whole.Needs, unicode), UseText.Needs(whole.Needs), new Style(Color.Yellow, decoration: Decoration.Bold));
            yield return ("holds", ByteSize.Text(whole.HoldsBytes), "resident", new Style(decoration: Decoration.Bold));
            yield return ("idle", UseText.WithError(whole.Idle, unicode), UseText.Idle(whole.Idle), new Style(Color.Aqua, decoration: Decoration.Bold));
            if (whole.UnknownBytes > 0)
            {
                yield return ("unknown", ByteSize.Text(whole.UnknownBytes), "resident, and nothing can be told of it", Style.Plain);
            }
        }

        if (moment.Limit is { LimitBytes: { } most } limit)
        {
            yield return ("limit", ByteSize.Text(most), Limit(limit, most), limit.CurrentBytes >= TightShare * most ? new Style(Color.Red) : Style.Plain);
        }

        if (moment.Session.Cost is { } cost)
        {
            yield return ("cost", Percents.Text(cost.SamplerPercent), Cost(cost), Style.Plain);
        }
    }

    private static string Limit(MemoryLimit limit, long most) =>
        $"{ByteSize.Text(limit.CurrentBytes)} charged, {ByteSize.Text(Math.Max(0, most - limit.CurrentBytes))} left, of {Printable.Of(limit.Cgroup)}";

    private static string Cost(SessionCost cost) =>
        $"of one core to monitor it{(cost.LimitedBy is { } why ? $". {Printable.Of(why)}" : "")}";
}
