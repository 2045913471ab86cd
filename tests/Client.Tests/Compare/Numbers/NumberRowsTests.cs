using Damon.Client.Compare.Numbers;
using Damon.Client.Compare.Sides;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Compare.Numbers;

public sealed class NumberRowsTests
{
    [Fact]
    public void Of_TwoSides_SaysBothAndTheDifference()
    {
        var rows = NumberRows.Of(Side(10_000_000, 2 << 20, 40), Side(5_000_000, 1 << 20, 42.5)).ToDictionary(r => r.Name);

        Assert.Equal(("10 s", "5 s", "+5 s (+100 %)"), Words(rows["Duration"]));
        Assert.Equal(("2 MiB", "1 MiB", "+1 MiB (+100 %)"), Words(rows["Working set, median"]));
        Assert.Equal(("40 %", "43 %", "−2.5 points"), Words(rows["Access rate, mean"]));
        Assert.Equal(("unknown", "unknown", "unknown"), Words(rows["Resident memory, mean"]));
    }

    // The halves of a recording of an odd number of microseconds.
    [Fact]
    public void Of_RangesAMicrosecondApart_SaysThatTheyAreOfOneLength()
        => Assert.Equal(("5 s", "5 s", "0 s"), Words(NumberRows.Of(Side(5_000_000, 1, 1), Side(5_000_001, 1, 1))[0]));

    [Theory]
    [InlineData(-0.2, "0")]
    [InlineData(-0.6, "−1")]
    [InlineData(3, "+3")]
    public void Signed_WhatReadsAsZero_HasNoSign(double value, string text)
        => Assert.Equal(text, NumberRows.Signed(value, v => v.ToString("0", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0.0, 0.0, "0 points")]
    [InlineData(1.0, null, "unknown")]
    [InlineData(0.0, 0.02, "−0.020 points")]
    public void Points_OfTwoRates_HasASign(double? a, double? b, string text) => Assert.Equal(text, NumberRows.Points(a, b));

    [Theory]
    [InlineData(1, 0, "")]
    [InlineData(5, 5, "")]
    [InlineData(50, 100, " (−50 %)")]
    [InlineData(5_000, 10, " (×500)")]
    [InlineData(100.1, 100, "")]
    public void Share_OfWhatWasThere_IsSaidWhereItSaysSomething(double a, double b, string text) => Assert.Equal(text, NumberRows.Share(a, b));

    private static (string A, string B, string Difference) Words(NumberRow row) => (row.A, row.B, row.Difference);

    private static SideData Side(long lengthUs, long bytes, double percent) => new()
    {
        Range = new CompareRange(0, lengthUs),
        Use = new RangeUse { MeanPercent = percent },
        WorkingSet = new WorkingSetResource([.. Enumerable.Repeat(bytes, 21)], bytes, [new WorkingSetPoint(1, bytes, null, 5)]),
    };
}
