using System.Globalization;
using Damon.Model.Format;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Reports;

/// <summary>A report for people.</summary>
/// <param name="zone">Zone of clock times.</param>
internal sealed class ReportText(TimeZoneInfo zone)
{
    private const int MostLines = 13;

    /// <summary>Everything that <paramref name="report"/> tells.</summary>
    /// <param name="report">The report.</param>
    /// <param name="moment">The figures it was made of.</param>
    /// <param name="width">Columns.</param>
    /// <param name="unicode">Whether more than ASCII can be shown.</param>
    public IRenderable Of(ReportDocument report, LookMoment moment, int width, bool unicode)
    {
        var room = new TableRoom(width, MostLines, unicode);
        var parts = new List<IRenderable>
        {
            new Text(Printable.Of(report.Name), new Style(decoration: Decoration.Bold)),
            new Text(Time(report)),
            Headline.Of(moment, room),
        };
        if (report.EndedBecause is { } why)
        {
            parts.Add(new Text(Printable.Of($"Monitoring ended before its time: {why}")));
        }

        if (report.Processes.Count > 0)
        {
            parts.Add(Text.Empty);
            parts.Add(Table("process", UseLines.OfProcesses(moment), room));
        }

        parts.Add(Text.Empty);
        parts.Add(Table("mapping", UseLines.OfMappings(moment), room));
        foreach (var advice in report.Advice)
        {
            parts.Add(Text.Empty);
            parts.Add(new Text(Printable.Of(advice.Sentence)));
            parts.Add(new Text(Printable.Of($"  Stands on: {advice.Basis}")));
            parts.Add(new Text(Printable.Of($"  Wrong if: {advice.WrongIf}")));
        }

        if (report.Heatmap is { } heatmap)
        {
            parts.Add(Text.Empty);
            if (report.Processes.Count > 0)
            {
                parts.Add(new Text(PictureOf(report, heatmap)));
            }

            parts.Add(CharacterPicture.Of(heatmap, zone, unicode));
        }

        return new Rows(parts);
    }

    private static IRenderable Table(string title, IReadOnlyList<UseLine> lines, TableRoom room) =>
        UseTable.Of(title, UseLines.Sort(lines, UseOrder.Holds), UseOrder.Holds, room);

    private static string PictureOf(ReportDocument report, ReportHeatmap heatmap)
    {
        var target = report.Processes.First(process => process.Target.Index == heatmap.Target).Target;
        return string.Create(CultureInfo.InvariantCulture, $"The picture is of {Printable.Of(target.Name)} ({target.Pid}), which holds most.");
    }

    private string Time(ReportDocument report) =>
        $"{Durations.Text(report.ToUs - report.FromUs)} from {UseText.Clock(report.FromUs, zone)} to {UseText.Clock(report.ToUs, zone)}, figures of {UseText.Clock(report.AtUs, zone)}";
}
