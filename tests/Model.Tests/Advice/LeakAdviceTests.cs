using Damon.Model.Advice;

namespace Damon.Model.Tests.Advice;

public sealed class LeakAdviceTests
{
    [Theory]
    [InlineData(12, 40)]
    [InlineData(30, 4)]
    [InlineData(90, 0.5)]
    public void Of_SteadyGrowth_IsALeakOfThatRate(double minutes, double perMinute)
    {
        var leak = LeakAdvice.Of(SimulatedMemory.Of(minutes, s => 50 + (perMinute * s / 60)));

        Assert.NotNull(leak);
        Assert.Equal(perMinute, leak.BytesPerMinute / SimulatedMemory.MiB, 0.1 * perMinute);
    }

    [Fact]
    public void Of_LeakThatBeganLongAfterTheStart_IsOneOfTheLastHour()
    {
        var leak = LeakAdvice.Of(SimulatedMemory.Of(180, s => 50 + (4 * Math.Max(0, (s / 60) - 100))));

        Assert.NotNull(leak);
        Assert.Equal(4, leak.BytesPerMinute / SimulatedMemory.MiB, 0.4);
        Assert.Equal(3_600, (leak.To.Us - leak.From.Us) / 1e6);
    }

    [Fact]
    public void Of_LeakInSmallSteps_IsOne() => Assert.NotNull(LeakAdvice.Of(SimulatedMemory.Of(30, s => 50 + (5 * Math.Floor(s / 45)))));

    [Fact]
    public void Of_LeakUnderASawtooth_IsOne() => Assert.NotNull(LeakAdvice.Of(SimulatedMemory.Of(40, s => 50 + (6 * s / 60) + (s % 30 / 10))));

    [Theory]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(300)]
    public void Of_WarmUpThenPlateau_IsNone(double timeConstant)
    {
        for (var minutes = 11; minutes <= 60; minutes++)
        {
            Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(minutes, s => 50 + (400 * (1 - Math.Exp(-s / timeConstant))))));
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(300)]
    [InlineData(420)]
    public void Of_Sawtooth_IsNone(double period)
    {
        for (var minutes = 11; minutes <= 60; minutes++)
        {
            Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(minutes, s => 50 + (200 * (s % period / period)))));
        }
    }

    [Theory]
    [InlineData(120)]
    [InlineData(330)]
    [InlineData(600)]
    public void Of_OneTimeLoad_IsNone(double at)
    {
        for (var minutes = 11; minutes <= 60; minutes++)
        {
            Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(minutes, s => 50 + (500 * Math.Clamp((s - at) / 60, 0, 1)))));
        }
    }

    [Fact]
    public void Of_ProgramThatUsesLessAndLess_ButDoesNotGrow_IsNone()
    {
        var looks = SimulatedMemory.Of(30, _ => 400).ConvertAll(look => look with { ColdBytes = (10 + (look.Us / 60e6 * 8)) * SimulatedMemory.MiB });

        Assert.Null(LeakAdvice.Of(looks));
    }

    [Fact]
    public void Of_GrowthThatIsUsed_IsNone()
        => Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(30, s => 50 + (20 * s / 60)).ConvertAll(look => look with { ColdBytes = 5 * SimulatedMemory.MiB })));

    [Fact]
    public void Of_LessThanTenMinutes_IsNone() => Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(10, s => 50 + (40 * s / 60))));

    [Fact]
    public void Of_LessThanIsWanted_IsNone()
    {
        Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(10, s => 50 + (40 * s / 60)), 60));
        Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(110, s => 50 + (4 * s / 60)), 7_200));
        Assert.NotNull(LeakAdvice.Of(SimulatedMemory.Of(121, s => 50 + (4 * s / 60)), 7_200));
    }

    [Fact]
    public void Of_GrowthWithinTheError_IsNone() => Assert.Null(LeakAdvice.Of(SimulatedMemory.Of(12, s => 50 + (2 * s / 60), noise: 8)));

    [Fact]
    public void Of_NothingToLookAt_IsNone() => Assert.Null(LeakAdvice.Of([]));
}
