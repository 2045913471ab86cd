using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Run.Looking.Figures;

namespace Damon.Run.Tests.Looking.Figures;

public sealed class MemoryUsesTests
{
    private static readonly IdleTotal SomeUnknown = new(1_000, [], [], 100);

    [Fact]
    public void Of_WatchedForAnHour_IsTheLastMinuteAndTenMinutes() => Assert.Equal(
        new MemoryUse(1_000, new Estimate(30, 3, 60), new Estimate(1_000 - 100 - 40, 4, 600), 100),
        Of(Point([10, 20, 30, 40, 50], [1, 2, 3, 4, 5])));

    [Fact]
    public void Of_WatchedForHalfAMinute_IsTheLongestTimeKnown() => Assert.Equal(
        new MemoryUse(1_000, new Estimate(20, 2, 10), new Estimate(1_000 - 100 - 20, 2, 10), 100),
        Of(Point([10, 20, null, null, null], [1, 2, null, null, null])));

    [Fact]
    public void Of_JustBegun_IsNotKnown() => Assert.Equal(
        new MemoryUse(1_000, null, null, 100),
        Of(Point([null, null, null, null, null], [null, null, null, null, null])));

    [Fact]
    public void Of_EstimateAboveWhatIsHeld_IsNeverLessThanNothing() => Assert.Equal(0, Of(Point([950, 950, 950, 950, 950], [1, 1, 1, 1, 1])).Idle!.Bytes);

    [Fact]
    public void OfMapping_GroupsOfAges_AddUpToTheTimesOfTheWhole()
    {
        // One byte a group, so that sums count them.
        var mapping = new IdleMapping(0x1000, 0x2000, "", MappingKind.Anonymous, 13, [.. Enumerable.Repeat(1L, 13)], [.. Enumerable.Repeat(2L, 13)], 0);

        var use = MemoryUses.Of(mapping, IdleScale.EdgesS, new MemoryUse(0, new Estimate(0, 0, 60), new Estimate(0, 0, 600), 0));

        // Up to 1, 2, 5, 10, 30 and 60 s; there is no edge at 600 s: over 300 up to 900 s and four older ones.
        Assert.Equal(new Estimate(6, 5, 60), use.Needs);
        Assert.Equal(new Estimate(5, 4, 300), use.Idle);
    }

    [Fact]
    public void OfMapping_ShortTimes_LeaveNothingBetween()
    {
        var mapping = new IdleMapping(0x1000, 0x2000, "", null, 13, [.. Enumerable.Repeat(1L, 13)], [.. Enumerable.Repeat(0L, 13)], 0);

        var use = MemoryUses.Of(mapping, IdleScale.EdgesS, new MemoryUse(0, new Estimate(0, 0, 10), new Estimate(0, 0, 10), 0));

        Assert.Equal(13, use.Needs!.Bytes + use.Idle!.Bytes);
    }

    [Fact]
    public void Together_Several_AddsBytesAndSquaresOfErrors()
    {
        var one = new MemoryUse(10, new Estimate(4, 3, 60), new Estimate(6, 0, 300), 1);
        var other = new MemoryUse(20, new Estimate(5, 4, 60), null, 2);

        Assert.Equal(new MemoryUse(30, new Estimate(9, 5, 60), null, 3), MemoryUses.Together([one, other]));
    }

    private static MemoryUse Of(NeededPoint point) => MemoryUses.Of(point, IdleScale.WindowsS, SomeUnknown);

    private static NeededPoint Point(long?[] bytes, long?[] errors) => new(5, 1_000, bytes, errors);
}
