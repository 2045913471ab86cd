using CsCheck;
using Damon.Client.Compare.Sides;

namespace Damon.Client.Tests.Compare.Sides;

public sealed class RangeTextTests
{
    [Theory]
    [InlineData("0:07", 7_000_000)]
    [InlineData("1:05.25", 65_250_000)]
    [InlineData("1:02:03", 3_723_000_000)]
    [InlineData("12.5", 12_500_000)]
    [InlineData(" 3 ", 3_000_000)]
    public void Parse_ATime_IsMicroseconds(string text, long us) => Assert.Equal(us, RangeText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("1:")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void Parse_NoTime_IsNull(string? text) => Assert.Null(RangeText.Parse(text));

    [Fact]
    public void Parse_OfWhatIsWritten_GivesTheSame() => Gen.Long[0, 1_000_000_000_000].Sample(us =>
    {
        Assert.Equal(us, RangeText.Parse(RangeText.Clock(us)));
        Assert.Equal(us, RangeText.Parse(RangeText.Seconds(us)));
    });
}
