using Damon.Run.Looking.Reports;

namespace Damon.Run.Tests.Looking.Reports;

public sealed class CharacterPictureTests
{
    private static readonly ReportHeatmap Heatmap = new(0, 1_800_014_700_000_000, 1_800_014_730_000_000, 20,
    [
        new ReportBand(0x5000_0000, 0x5010_0000, "[heap]", [Row(5), Row(0)]),
        new ReportBand(0x7f00_0000_0000, 0x7f00_1000_0000, "anonymous", [Row(100), Row(null), Row(0.001), Row(50)]),
    ]);

    [Fact]
    public void Of_Bands_StacksThemWithLowAddressesBelowAndTellsColdFromUnknown() => Assert.Equal(
        [
            "               anonymous, 256 MiB",
            " 7f0010000000 │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒",
            "              │░░░░░░░░░░░░░░░░░░░░",
            "              │╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱",
            " 7f0000000000 │████████████████████",
            "               ┄┄ 127 TiB left out",
            "               [heap], 1 MiB",
            "     50100000 │",
            "     50000000 │░░░░░░░░░░░░░░░░░░░░",
            "               12:05:00    12:05:30",
            "█ accessed in 100 % of samples or more, blank in none, ╱ unknown",
        ],
        Show(unicode: true));

    [Fact]
    public void Of_TerminalThatKnowsAsciiOnly_ShowsNothingElse() =>
        Assert.All(Show(unicode: false), line => Assert.All(line, character => Assert.True(char.IsAscii(character), line)));

    [Fact]
    public void Of_SparseAccesses_TakesTheHottestAsFull()
    {
        var sparse = Heatmap with { Bands = [new ReportBand(0, 4096, "a", [Row(2)])] };

        var lines = Some.Lines(CharacterPicture.Of(sparse, TimeZoneInfo.Utc, unicode: true), 80);

        Assert.Contains(lines, line => line.EndsWith("│████████████████████", StringComparison.Ordinal));
        Assert.StartsWith("█ accessed in 2.0 % of samples or more", lines[^1], StringComparison.Ordinal);
    }

    private static double?[] Row(double? cell) => [.. Enumerable.Repeat(cell, 20)];

    private static string[] Show(bool unicode) => Some.Lines(CharacterPicture.Of(Heatmap, TimeZoneInfo.Utc, unicode), 80);
}
