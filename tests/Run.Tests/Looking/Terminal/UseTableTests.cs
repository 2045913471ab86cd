using Damon.Run.Looking.Terminal;

namespace Damon.Run.Tests.Looking.Terminal;

public sealed class UseTableTests
{
    [Fact]
    public void OfMappings_OneProcess_TakesFilesTogetherAndKeepsNamelessPiecesApart() => Assert.Equal(
        [
            ("anonymous", "7f0000000000-7f000c800000", 200L),
            ("[heap]", "50000000-53c00000", 50),
            ("/usr/lib/x86_64-linux-gnu/libc.so.6", "2 places", 3),
            ("anonymous", "7f2000000000-7f2000400000", 3),
        ],
        UseLines.Sort(UseLines.OfMappings(Some.OneProcess()), UseOrder.Holds).Select(line => (line.Name, line.Place, line.Use.HoldsBytes / Some.MiB)));

    [Fact]
    public void OfMappings_SeveralProcesses_TakesAllThatHasNoNameTogether() =>
        Assert.Equal(203 * Some.MiB, UseLines.OfMappings(Some.Several("a", "b")).Single(line => line.Name == "anonymous").Use.HoldsBytes);

    [Theory]
    [InlineData(nameof(UseOrder.Holds), "c (102)", "b (101)", "a (100)")]
    [InlineData(nameof(UseOrder.Needs), "a (100)", "b (101)", "c (102)")]
    [InlineData(nameof(UseOrder.Idle), "c (102)", "b (101)", "a (100)")]
    [InlineData(nameof(UseOrder.Name), "a (100)", "b (101)", "c (102)")]
    public void Sort_ByEachOrder_PutsMostFirst(string order, params string[] names) =>
        Assert.Equal(names, UseLines.Sort(UseLines.OfProcesses(Some.Several("a", "b", "c")), Enum.Parse<UseOrder>(order)).Select(line => line.Name));

    [Fact]
    public void Of_EightyColumns_ShowsNamesFiguresAndWhatIsSorted() => Assert.Equal(
        [
            "mapping                                         ▾holds  needs 1 min  idle 10 min",
            "anonymous                                      200 MiB       59 MiB      140 MiB",
            "[heap]                                          50 MiB        4 MiB       45 MiB",
            "/usr/lib/x86_64-linux-gnu/libc.so.6              3 MiB        1 MiB        2 MiB",
            "anonymous                                        3 MiB          0 B        3 MiB",
        ],
        Show(80, 20).Select(line => line.TrimEnd()));

    [Fact]
    public void Of_HundredColumns_ShowsWhereThingsAre() =>
        Assert.Contains(Show(100, 20), line => line.StartsWith("[heap]", StringComparison.Ordinal) && line.Contains("50000000-53c00000", StringComparison.Ordinal));

    [Fact]
    public void Of_LessHeightThanLines_SaysHowManyAreLeftOut()
    {
        var lines = Show(80, 4);

        Assert.Equal(4, lines.Length);
        Assert.Equal("… 2 more, 6 MiB resident", lines[^1]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void Of_AnyWidth_HasNoLineThatIsLonger(int width)
    {
        var lines = Show(width, 20);

        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Of_TerminalThatKnowsAsciiOnly_ShowsNothingElse() =>
        Assert.All(Show(40, 4, unicode: false), line => Assert.All(line, character => Assert.True(char.IsAscii(character), line)));

    private static string[] Show(int width, int height, bool unicode = true) => Some.Lines(
        UseTable.Of("mapping", UseLines.Sort(UseLines.OfMappings(Some.OneProcess()), UseOrder.Holds), UseOrder.Holds, new TableRoom(width, height, unicode)), width);
}
