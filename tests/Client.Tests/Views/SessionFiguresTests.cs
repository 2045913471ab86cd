using Damon.Client.Tests.Pictures;
using Damon.Client.Views;

namespace Damon.Client.Tests.Views;

public sealed class SessionFiguresTests
{
    [Fact]
    public void Of_Snapshots_TakesTheNewestAndTheCostOverAll()
    {
        var figures = SessionFigures.Of(
        [
            Snapshots.At(0, Snapshots.Region(0, 1, 0)) with { SamplerCpuUs = 1_000, MissedTicks = 1 },
            Snapshots.At(1, Snapshots.Region(0, 3, 2), Snapshots.Region(3, 4, 0)) with { SamplerCpuUs = 2_000, MissedTicks = 2, ResidentBytes = 77_777 },
        ]);

        Assert.Equal((3 * 4096L, 77_777L, 2), (figures.WorkingSetBytes, figures.ResidentBytes, figures.Regions));
        Assert.Equal(1.0, figures.SamplerCpuPercent);
        Assert.Equal((5_000L, 100_000L, 3L), (figures.SamplingIntervalUs, figures.AggregationIntervalUs, figures.MissedTicks));
    }

    [Fact]
    public void Of_OneSnapshot_HasNoCost()
        => Assert.Null(SessionFigures.Of([Snapshots.At(0, Snapshots.Region(0, 1, 0)) with { SamplerCpuUs = 5 }]).SamplerCpuPercent);

    [Fact]
    public void Of_Nothing_KnowsNothing() => Assert.Equal(new SessionFigures(), SessionFigures.Of([]));
}
