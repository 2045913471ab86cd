using Damon.Client.Idle;
using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class NeededMemoryTests
{
    private static readonly IdleMoment Watched = Moment(Point(10_000, 7, (0, 1), (1, 2), (5, 4), (6, 8), (8, 16), (9, 32), (12, 64)), 9_000);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 7)]
    [InlineData(600, 23)]
    [InlineData(3_600, 63)]
    public void Within_WindowThatIsTold_IsThat(int windowS, long mib) => Assert.Equal(mib * MiB, NeededMemory.Within(Watched, windowS)!.Value.Bytes);

    [Theory]
    [InlineData(2, 3)]
    [InlineData(30, 3)]
    [InlineData(120, 15)]
    [InlineData(900, 31)]
    public void Within_AnyOtherEdge_AddsUpGroups(int windowS, long mib)
    {
        var needed = NeededMemory.Within(Watched, windowS)!.Value;

        Assert.Equal(mib * MiB, needed.Bytes);
        Assert.True(needed.Error > 0);
    }

    [Theory]
    [InlineData(21_600)]
    [InlineData(86_400)]
    public void Within_LongerThanWatched_IsNotKnown(int windowS) => Assert.Null(NeededMemory.Within(Watched, windowS));

    [Fact]
    public void Idle_IsWhatIsToldAndNotUsed() => Assert.Equal((127 - 15 - 8) * MiB, NeededMemory.Idle(Watched));

    [Fact]
    public void Idle_TooYoung_IsNotKnown()
    {
        var young = Moment(Point(100, 0, (0, 3), (12, 9)), 25);

        Assert.Null(NeededMemory.Idle(young));
        Assert.Equal(3 * MiB, NeededMemory.SinceStart(young).Bytes);
    }
}
