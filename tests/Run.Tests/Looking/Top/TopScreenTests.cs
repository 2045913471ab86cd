using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Terminal;
using Damon.Run.Looking.Top;

namespace Damon.Run.Tests.Looking.Top;

public sealed class TopScreenTests
{
    [Fact]
    public void Of_OneProcess_AnswersFirst()
    {
        var lines = Show(Some.OneProcess(), 80, 24);

        Assert.Equal(
            [
                "12:05:10 · redis-server",
                "needs  64 MiB ± 512 KiB  used in the last minute",
                "holds  256 MiB           resident",
                "idle   190 MiB ± 1 MiB   not used for 10 minutes",
                "limit  512 MiB           260 MiB charged, 252 MiB left, of",
                "                         /system.slice/redis.service",
                "cost   0.8 %             of one core to monitor it",
                "",
                "mapping                                         ▾holds  needs 1 min  idle 10 min",
            ],
            lines[..9]);
        Assert.Equal("q quit  s order:  h holds  n needs  i idle  a name", lines[^1]);
    }

    [Fact]
    public void Of_SeveralProcesses_ShowsThemAndMappingsAfterAKey()
    {
        var moment = Some.Several("postgres", "writer");

        var byProcess = Show(moment, 80, 24);
        var byMapping = Show(moment, 80, 24, TopView.First with { ByProcess = false });

        Assert.Contains(byProcess, line => line.StartsWith("writer (101) ", StringComparison.Ordinal));
        Assert.Equal("12:05:10 · 2 processes · postgres, writer", byProcess[0]);
        Assert.EndsWith("m process/mapping", byProcess[^1], StringComparison.Ordinal);
        Assert.Contains(byMapping, line => line.StartsWith("[heap] ", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ShortTimeWatched_SaysWhichTimeTheFiguresAreOf()
    {
        var use = new MemoryUse(Some.MiB, new Estimate(0, 0, 10), new Estimate(0, 0, 10), Some.MiB);

        var lines = Show(Some.OneProcess() with { Whole = use }, 80, 24);

        Assert.Contains(lines, line => line.Contains("used in the last 10 s; longer is not known yet", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("not used for 10 s; longer is not known yet", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("unknown  1 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_NoFiguresYet_SaysWhenTheyCome() =>
        Assert.Contains("The first figures come some ten seconds after the start of monitoring.", Show(new LookMoment(Some.Session("a"), []), 80, 24));

    [Fact]
    public void Of_Remark_IsShown() => Assert.Contains("The server does not answer.", Show(Some.OneProcess(), 80, 24, remark: "The server does not answer."));

    [Fact]
    public void Of_ProcessWithOddName_ShowsNoControlCharacters()
    {
        var lines = Show(Some.OneProcess("a\u001b[2J\nb[red]"), 80, 24);

        Assert.Equal("12:05:10 · a?[2J?b[red]", lines[0]);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(40, 16)]
    [InlineData(30, 20)]
    public void Of_AnySize_FitsIntoIt(int width, int height)
    {
        var moment = Some.OneProcess();
        moment = moment with { Mappings = [.. Enumerable.Range(0, 200).Select(i => moment.Mappings[0] with { Start = (ulong)i << 20, Name = $"/lib/{i}" })] };

        var lines = Show(moment, width, height);

        Assert.InRange(lines.Length, 5, height);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.StartsWith("q quit", lines[^1], StringComparison.Ordinal);
    }

    private static string[] Show(LookMoment moment, int width, int height, TopView? view = null, string? remark = null) => Some.Lines(
        new TopScreen(TimeZoneInfo.Utc).Of(moment, view ?? TopView.First, 1, remark, new TableRoom(width, height, Unicode: true), keys: true), width, height + 1);
}
