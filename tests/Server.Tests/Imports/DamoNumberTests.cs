using System.Text;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class DamoNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4_096)]
    [InlineData("94,827,419,009,024", 94_827_419_009_024)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18,446,744,073,709,551,615", ulong.MaxValue)]
    [InlineData("max", ulong.MaxValue)]
    [InlineData("0 B", 0)]
    [InlineData("143.027 MiB", 149_974_679)]
    [InlineData("1.5K", 1_536)]
    [InlineData("2 GB", 2_147_483_648)]
    [InlineData("16.000 EiB", ulong.MaxValue)]
    [InlineData("1e3", 1_000)]
    [InlineData(" 12 ", 12)]
    public void TryBytes_AsDamoWritesThem_IsTheNumber(string text, ulong expected)
        => Assert.Equal((true, expected), (DamoNumber.TryBytes(Bytes(text), out var bytes), bytes));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("12 miles")]
    [InlineData("MiB")]
    [InlineData("1 2")]
    [InlineData("NaN")]
    public void TryBytes_NoSize_IsFalse(string text) => Assert.False(DamoNumber.TryBytes(Bytes(text), out _));

    [Theory]
    [InlineData("539809434100", 539_809_434_100)]
    [InlineData("100 ms", 100_000_000)]
    [InlineData("1 s 99 ms 978 us", 1_099_978_000)]
    [InlineData("1s 99ms", 1_099_000_000)]
    [InlineData("2 m 3.5 s", 123_500_000_000)]
    [InlineData("1 h", 3_600_000_000_000)]
    [InlineData("1,000 d", 86_400_000_000_000_000)]
    [InlineData("-1 s 99 ms", -1_099_000_000)]
    [InlineData("max", long.MaxValue)]
    [InlineData("1.7e+18", 1_700_000_000_000_000_000)]
    public void TryNanoseconds_AsDamoWritesThem_IsTheTime(string text, long expected)
        => Assert.Equal((true, expected), (DamoNumber.TryNanoseconds(Bytes(text), out var ns), ns));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5 minutes")]
    [InlineData("18446744073709551615")]
    [InlineData("1 s x")]
    public void TryNanoseconds_NoTime_IsFalse(string text) => Assert.False(DamoNumber.TryNanoseconds(Bytes(text), out _));

    [Theory]
    [InlineData("5000", 5_000)]
    [InlineData("5 ms", 5_000)]
    [InlineData("1,500 ns", 1)]
    [InlineData("0", 0)]
    public void TryMicroseconds_WithAndWithoutUnit_IsTheTime(string text, long expected)
        => Assert.Equal((true, expected), (DamoNumber.TryMicroseconds(Bytes(text), out var us), us));

    [Theory]
    [InlineData("65,895", 65_895)]
    [InlineData("-1", -1)]
    [InlineData("7.0", 7)]
    [InlineData("max", long.MaxValue)]
    [InlineData("1e20", long.MaxValue)]
    public void TryCount_AsDamoWritesThem_IsTheNumber(string text, long expected)
        => Assert.Equal((true, expected), (DamoNumber.TryCount(Bytes(text), out var count), count));

    [Theory]
    [InlineData("33.25", 33.25)]
    [InlineData("33.25 %", 33.25)]
    [InlineData("0.000000", 0)]
    public void TryPercent_WithAndWithoutSign_IsThePercentage(string text, double expected)
        => Assert.Equal((true, expected), (DamoNumber.TryPercent(Bytes(text), out var percent), percent));

    [Theory]
    [InlineData("400.000000", 400)]
    [InlineData("4 %", 400)]
    public void TryTenThousandths_WithAndWithoutSign_IsTheShare(string text, int expected)
        => Assert.Equal((true, expected), (DamoNumber.TryTenThousandths(Bytes(text), out var share), share));

    [Fact]
    public void TryTime_TermsWithoutEnd_AreNoTime()
        => Assert.False(DamoNumber.TryNanoseconds(Bytes(string.Concat(Enumerable.Repeat("1e15s ", 100_000))), out _));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
