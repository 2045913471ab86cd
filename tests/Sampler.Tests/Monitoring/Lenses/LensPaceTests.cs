using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Tests.Monitoring.Lenses;

public sealed class LensPaceTests
{
    private const long Second = 1_000_000_000;
    private static readonly LensMeans Unbounded = new(double.PositiveInfinity, double.PositiveInfinity, 5_000);

    [Fact]
    public void NoBounds_SweepsEverySecondAndAllAtOnce()
    {
        var pace = new LensPace();
        pace.Earn(Second, Unbounded);
        pace.Plan(1_000_000);

        Assert.Equal((Second, Second), (pace.SweepNs, pace.LookEveryNs));
        Assert.Equal(int.MaxValue, pace.Clears);
        Assert.True(pace.IsSweepDue(Second));
        pace.BeginSweep(Second);
        pace.Cleared(1_000_000, 300_000_000, 1e6);
        pace.Looked(1_000_000, 3_000_000);
        Assert.Equal(int.MaxValue, pace.Clears);
        Assert.False(pace.IsSweepDue((2 * Second) - 1));
        Assert.True(pace.IsSweepDue(2 * Second));
    }

    [Fact]
    public void Sweep_TakesHalfOfTheSamplersBudget()
    {
        var pace = new LensPace();
        var means = new LensMeans(1, double.PositiveInfinity, 5_000);
        pace.Earn(Second, means);
        pace.BeginSweep(Second);

        // 50 ms by 5 ms a second, and 1 ms of looks beside them.
        pace.Looked(0, 1_000_000);
        pace.Cleared(100_000, 50_000_000, 0);

        Assert.InRange(pace.SweepNs / Second, 12.49, 12.51);
    }

    [Fact]
    public void Sweep_OfPagesInUse_TakesHalfOfTheTargetsBudget()
    {
        var pace = new LensPace();
        var means = new LensMeans(double.PositiveInfinity, 1, 5_000);
        pace.Earn(Second, means);
        pace.BeginSweep(Second);
        pace.Cleared(20_000, 1, 10_000_000);
        pace.Looked(18_000, 1);

        // 10 ms of flushes and 90 ms of accesses by 5 ms a second.
        Assert.InRange(pace.SweepNs / Second, 19.99, 20.01);
    }

    [Fact]
    public void Sweep_IsNeverLongerThanTenMinutes_AndSaysSoWhenItWas()
    {
        var pace = new LensPace();
        pace.Earn(Second, new LensMeans(0.01, double.PositiveInfinity, 0));
        pace.Plan(1_000_000);
        Assert.Equal(600 * Second, pace.SweepNs);

        pace.BeginSweep(Second);
        pace.BeginSweep(901 * Second);
        Assert.Equal(900 * Second, pace.ToldSweepNs(isSweeping: true));
    }

    [Fact]
    public void Clears_AreWhatBothAccountsAllow_AndComeBack()
    {
        var pace = new LensPace();
        var means = new LensMeans(1, 1, 5_000);
        pace.Earn(Second, means);

        // Three seconds ahead: 15 ms by 300 ns; 15 ms by the half of 5 us.
        Assert.Equal(6_000, pace.Clears);
        pace.Cleared(6_000, 1_800_000, 0);
        Assert.Equal(0, pace.Clears);

        // None of them was accessed: only the sampler's account bounds it.
        pace.Looked(0, 0);
        Assert.InRange(pace.Clears, 40_000, 48_000);
        pace.Cleared(44_000, 13_200_000, 0);
        Assert.InRange(pace.Clears, 0, 1);
        pace.Earn(2 * Second, means);
        Assert.InRange(pace.Clears, 16_000, 17_000);
    }

    [Fact]
    public void Looks_ThatTakeLong_ComeLessOften()
    {
        var pace = new LensPace();
        pace.Earn(Second, new LensMeans(1, 1, 0));
        pace.Looked(0, 6_000_000);

        // Two fifths of half a hundredth.
        Assert.InRange(pace.LookEveryNs / Second, 2.99, 3.01);
    }

    [Fact]
    public void WhatWasOverspent_IsMadeGood_ButNotForEver()
    {
        var pace = new LensPace();
        var means = new LensMeans(1, double.PositiveInfinity, 0);
        pace.Earn(Second, means);
        pace.Cleared(0, 10 * Second, 0);

        pace.Earn(2 * Second, means);
        Assert.Equal(0, pace.Clears);
        pace.Earn(21 * Second, means);
        Assert.Equal(0, pace.Clears);
        pace.Earn(23 * Second, means);
        Assert.True(pace.Clears > 0);
    }
}
