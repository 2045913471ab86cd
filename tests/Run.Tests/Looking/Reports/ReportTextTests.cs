using Damon.Contracts.Rest.Advising;
using Damon.Run.Looking.Reports;

namespace Damon.Run.Tests.Looking.Reports;

public sealed class ReportTextTests
{
    private static readonly Advice Leak = new(
        AdviceKind.Leak, "A leak: cold heap grows by 40 MiB a minute.", "Over 12 min it grew at each of 70 looks.", "It is read again, or stops growing.", 40 * Some.MiB, 0, 0x5000_0000, 0x6000_0000);

    [Fact]
    public void Advice_IsToldWithWhatItStandsOnAndWhatWouldProveItWrong()
    {
        var lines = Lines(Report with { Advice = [Leak] });

        var at = Array.IndexOf(lines, "A leak: cold heap grows by 40 MiB a minute.");
        Assert.True(at > 0, string.Join('\n', lines));
        Assert.Equal("  Stands on: Over 12 min it grew at each of 70 looks.", lines[at + 1]);
        Assert.Equal("  Wrong if: It is read again, or stops growing.", lines[at + 2]);
    }

    [Fact]
    public void NoAdvice_NothingIsSaidOfIt()
        => Assert.DoesNotContain(Lines(Report), line => line.Contains("Stands on", StringComparison.Ordinal));

    [Fact]
    public void EndBeforeItsTime_SaysWhy()
        => Assert.Contains("Monitoring ended before its time: Process 100 has ended.", Lines(Report with { EndedBecause = "Process 100 has ended." }));

    private static ReportDocument Report => new()
    {
        Session = "7-a",
        Name = "redis-server",
        IsOwn = true,
        FromUs = Some.AtUs - 30_000_000,
        ToUs = Some.AtUs,
        AtUs = Some.AtUs,
        Use = Some.OneProcess().Whole!,
        Processes = [],
        Mappings = Some.OneProcess().Mappings,
    };

    private static string[] Lines(ReportDocument report) => Some.Lines(new ReportText(TimeZoneInfo.Utc).Of(report, Some.OneProcess(), 100, unicode: true), 100);
}
