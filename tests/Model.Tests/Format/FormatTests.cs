using Damon.Model.Format;

namespace Damon.Model.Tests.Format;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(4096, "4 KiB")]
    [InlineData(1_610_612_736, "1.5 GiB")]
    [InlineData(268_435_456, "256 MiB")]
    [InlineData(1_048_575, "1 MiB")]
    [InlineData(45_490_000_000_000, "41.4 TiB")]
    public void ByteSize_Text_HasThreeDigitsAtMost(double bytes, string expected) => Assert.Equal(expected, ByteSize.Text(bytes));

    [Theory]
    [InlineData("4096", 4_096)]
    [InlineData("256 MiB", 268_435_456)]
    [InlineData(" 256m ", 268_435_456)]
    [InlineData("1.5 GB", 1_610_612_736)]
    [InlineData("12 B", 12)]
    [InlineData("2T", 2_199_023_255_552)]
    public void ByteSize_TryParse_ReadsWhatPeopleWrite(string text, long expected)
    {
        Assert.True(ByteSize.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("much")]
    [InlineData("-1 MiB")]
    [InlineData("1 XB")]
    [InlineData("1 MiBs")]
    [InlineData("99999999999 EiB")]
    public void ByteSize_TryParse_RefusesTheRest(string? text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0251, "0.025 %")]
    [InlineData(2.5, "2.5 %")]
    [InlineData(9.96, "10 %")]
    [InlineData(100, "100 %")]
    public void Percents_Text_TellsSmallFromNone(double percent, string expected) => Assert.Equal(expected, Percents.Text(percent));

    [Fact]
    public void ByteSize_Ticks_AreRoundAndReachTheMaximum()
        => Assert.Equal([0, 128.0 * (1 << 20), 256.0 * (1 << 20), 384.0 * (1 << 20)], ByteSize.Ticks(300.0 * (1 << 20), 3));

    [Theory]
    [InlineData(5_000, "5 ms")]
    [InlineData(100_000, "100 ms")]
    [InlineData(12_500_000, "12.5 s")]
    [InlineData(60_000_000, "1 min")]
    [InlineData(200_000_000, "3 min 20 s")]
    [InlineData(7_500_000_000, "2 h 5 min")]
    [InlineData(90_000_000_000, "1 d 1 h")]
    [InlineData(120, "120 µs")]
    public void Durations_Text_UsesTheUnitPeopleWould(double us, string expected) => Assert.Equal(expected, Durations.Text(us));

    [Theory]
    [InlineData(7_900_000, "0:07")]
    [InlineData(754_000_000, "12:34")]
    [InlineData(3_723_000_000, "1:02:03")]
    public void Durations_Clock_CountsFromTheStart(double us, string expected) => Assert.Equal(expected, Durations.Clock(us));

    [Theory]
    [InlineData("0:07", 7e6)]
    [InlineData("12:34", 754e6)]
    [InlineData("90", 90e6)]
    [InlineData("1:02:03.5", 3_723.5e6)]
    public void Durations_TryParseClock_ReadsWhatPeopleType(string text, double expected)
    {
        Assert.True(Durations.TryParseClock(text, out var us));
        Assert.Equal(expected, us);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1:-2")]
    public void Durations_TryParseClock_RefusesTheRest(string text) => Assert.False(Durations.TryParseClock(text, out _));
}
