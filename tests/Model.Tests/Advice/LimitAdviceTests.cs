using Damon.Model.Addresses;
using Damon.Model.Advice;
using Damon.Model.Idle;

namespace Damon.Model.Tests.Advice;

public sealed class LimitAdviceTests
{
    private const double MiB = SimulatedMemory.MiB;

    [Fact]
    public void Of_AnHourOfWatching_IsThePeakWithItsErrorAndTenPercent()
    {
        var looks = Looks(120, resident: 1_000, needed: 100);
        var peak = looks.FindIndex(look => look.WatchedUs >= 5_400_000_000);
        looks[peak] = looks[peak] with { NeededBytes = 200 * MiB, NeededError = 5 * MiB, UnknownBytes = 10 * MiB };

        var advice = LimitAdvice.Of(looks);

        Assert.NotNull(advice);
        Assert.Equal(((200 + 10 + 10) * 1.1 * MiB, looks[peak]), (advice.Bytes, advice.Peak), (a, b) => Math.Abs(a.Item1 - b.Item1) <= 1 && a.Item2 == b.Item2);
        Assert.Equal((looks.Count, looks[^1]), (advice.Looks, advice.Newest));
    }

    [Fact]
    public void Of_LessThanAnHour_IsNone() => Assert.Null(LimitAdvice.Of(Looks(59, resident: 1_000, needed: 100)));

    [Fact]
    public void Of_LessThanIsWanted_IsNone()
    {
        Assert.Null(LimitAdvice.Of(Looks(119, resident: 1_000, needed: 100), shortestS: 7_200));
        Assert.NotNull(LimitAdvice.Of(Looks(120, resident: 1_000, needed: 100), shortestS: 7_200));
        Assert.Null(LimitAdvice.Of(Looks(30, resident: 1_000, needed: 100), shortestS: 60));
    }

    [Theory]
    [InlineData(115, false)]
    [InlineData(117, true)]
    public void Of_LimitThatIsHardlyHigher_IsNone(double limitMiB, bool isAdvice)
        => Assert.Equal(isAdvice, LimitAdvice.Of(Looks(90, resident: 1_000, needed: 100), limitMiB * MiB) is not null);

    [Fact]
    public void Of_MemoryThatHasCome_WasUsedWhenItCame()
    {
        var looks = SimulatedMemory.Of(90, s => 100 + (s / 60), used: 10, noise: 0);

        Assert.Equal((looks[^1].ResidentBytes - looks[0].ResidentBytes) * 1.1, LimitAdvice.Of(looks)!.Bytes, 1.0);
    }

    [Fact]
    public void Of_NearlyAllIsNeeded_IsNone() => Assert.Null(LimitAdvice.Of(Looks(90, resident: 100, needed: 90)));

    [Fact]
    public void Of_MostIsUnknown_IsNone() => Assert.Null(LimitAdvice.Of(Looks(90, resident: 100, needed: 10).ConvertAll(look => look with { UnknownBytes = 80 * MiB })));

    [Fact]
    public void Untouched_MoreThanTheErrorAfterTenMinutes_IsTold()
    {
        var look = Looks(10, 100, 10)[^1] with { UntouchedBytes = 50 * MiB, UntouchedError = 5 * MiB };

        Assert.Equal(new UntouchedAdvice(50 * MiB, 5 * MiB, look), UntouchedAdvice.Of(look, 100 * MiB));
        Assert.Null(UntouchedAdvice.Of(look with { WatchedUs = 599_000_000 }, 100 * MiB));
        Assert.NotNull(UntouchedAdvice.Of(look with { WatchedUs = 60_000_000 }, 100 * MiB, 60));
        Assert.Null(UntouchedAdvice.Of(look, 100 * MiB, 601));
        Assert.Equal(30 * MiB, UntouchedAdvice.Of(look, 30 * MiB)?.Bytes);
        Assert.Null(UntouchedAdvice.Of(look, 25 * MiB));
        Assert.Null(UntouchedAdvice.Of(look with { UntouchedError = 18 * MiB }, 100 * MiB));
        Assert.Null(UntouchedAdvice.Of(look with { UntouchedBytes = 15 * MiB, UntouchedError = 0 }, 100 * MiB));
    }

    [Fact]
    public void Look_OfPieces_AddsThemUpByAge()
    {
        // One page of each age, one older than any or untouched, and two unknown.
        int[] counts = [.. Enumerable.Repeat(1, IdleScale.Counts)];
        var piece = new PanelPiece(new AddressRange(0x1000, 0x100_0000), 1, 100, counts, 2);
        var needed = IdleScale.AgesS.Count(age => age <= 86_400);
        var cold = IdleScale.AgesS.Count(age => age > 60) + 1;

        var look = MemoryLook.Of(7, 8, [piece, piece]);

        Assert.Equal(
            new MemoryLook(7, 8, 2 * (counts.Length + 2) * 4_096, 2 * needed * 4_096, 0, 2 * cold * 4_096, 0, 2 * 4_096, 0, 2 * 2 * 4_096),
            look);
    }

    private static List<MemoryLook> Looks(double minutes, double resident, double needed) => SimulatedMemory.Of(minutes, _ => resident, used: needed, noise: 0);
}
