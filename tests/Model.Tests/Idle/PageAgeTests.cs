using Damon.Model.Idle;

namespace Damon.Model.Tests.Idle;

public sealed class PageAgeTests
{
    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(0.04, 1)]
    [InlineData(0.05, 2)]
    [InlineData(1, 9)]
    [InlineData(3, 17)]
    [InlineData(60, 48)]
    [InlineData(3_600, 96)]
    [InlineData(86_400, 132)]
    [InlineData(3.2e9, 254)]
    [InlineData(1e12, 254)]
    [InlineData(double.PositiveInfinity, 254)]
    public void Of_ATime_IsEightStepsADoubling(double seconds, byte expected) => Assert.Equal(expected, PageAge.Of(seconds));

    [Fact]
    public void Of_WhatAByteTells_IsThatByte()
    {
        for (var age = PageAge.Youngest; age <= PageAge.Oldest; age++)
        {
            Assert.Equal(age, PageAge.Of(PageAge.Seconds(age)));
        }
    }

    [Theory]
    [InlineData(PageAge.Absent)]
    [InlineData(PageAge.Unknown)]
    public void Seconds_OfAByteThatTellsNoTime_IsRefused(byte age) => Assert.Throws<ArgumentOutOfRangeException>(() => PageAge.Seconds(age));
}
