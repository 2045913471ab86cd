using Damon.Client.Tables.WorkingSets;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Tables.WorkingSets;

public sealed class WorkingSetSummaryTests
{
    private static readonly long[] Percentiles = [.. Enumerable.Range(0, 21).Select(i => i * 5L << 20)];

    [Fact]
    public void Lines_Percentiles_AreTakenFromTheirPlaces()
        => Assert.Equal([0L, 25, 50, 75, 95, 100], WorkingSetSummary.Lines(Percentiles).Select(l => l.Bytes >> 20));

    [Fact]
    public void Lines_FewerPercentiles_ShowsWhatIsThere()
    {
        Assert.Equal(["least", "25 %"], WorkingSetSummary.Lines(Percentiles[..6]).Select(l => l.Name));
        Assert.Empty(WorkingSetSummary.Lines([]));
    }

    [Fact]
    public void Curve_Points_RunFromTheLowerLeftToTheUpperRight()
    {
        Assert.Equal("0,100 100,50 200,0", WorkingSetSummary.Curve([0, 5, 10], 200, 100));
        Assert.Equal("0,100 200,100", WorkingSetSummary.Curve([0, 0], 200, 100));
        Assert.Equal("", WorkingSetSummary.Curve([7], 200, 100));
    }

    [Fact]
    public void Words_Resource_SayTheFigures()
    {
        Assert.Contains("median 50 MiB, 75 % 75 MiB", WorkingSetSummary.Words(new WorkingSetResource(Percentiles, 1 << 20, [])), StringComparison.Ordinal);
        Assert.Equal("No working set size is known.", WorkingSetSummary.Words(new WorkingSetResource([], 0, [])));
    }
}
