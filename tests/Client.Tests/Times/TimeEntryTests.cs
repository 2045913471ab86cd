using Damon.Client.Times;

namespace Damon.Client.Tests.Times;

public sealed class TimeEntryTests
{
    // 2026-11-23 22:30:00 UTC, and two hours later; the clock on the wall is an hour ahead.
    private static readonly double First = new DateTimeOffset(2026, 11, 23, 22, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1e3;
    private static readonly double Last = First + (2 * 3_600e6);

    [Theory]
    [InlineData("23:30", 0)]
    [InlineData("23:30:05", 5)]
    [InlineData(" 23:31:00.5 ", 60.5)]
    [InlineData("0:10", 2_400)]
    [InlineData("+1:05", 65)]
    [InlineData("+1:00:00", 3_600)]
    [InlineData("2026-11-24 00:10", 2_400)]
    [InlineData("2026-11-24 00:10:07", 2_407)]
    [InlineData("23:29", -60)]
    [InlineData("12:00", -41_400)]
    public void Read_WhatIsTyped_IsTheMomentMeant(string text, double seconds)
        => Assert.Equal(First + (seconds * 1e6), TimeEntry.Read(text, new TimeMapping(3_600_000), First, Last)!.Value, 1.0);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("25:00")]
    [InlineData("+soon")]
    [InlineData("5")]
    public void Read_AnythingElse_IsNone(string? text) => Assert.Null(TimeEntry.Read(text, new TimeMapping(0), First, Last));
}
