using Damon.Model.Addresses;
using Damon.Model.Idle;

namespace Damon.Model.Tests.Idle;

public sealed class LensRulesTests
{
    private const ulong GiB = 1UL << 30;

    [Theory]
    [InlineData(0x1000, 0x1000)]
    [InlineData(0x2000, 0x1000)]
    [InlineData(0, (1UL << 56) + 1)]
    [InlineData(ulong.MaxValue - 5, ulong.MaxValue)]
    [InlineData(GiB, (5 * GiB) + 1)]
    [InlineData(GiB - 1, 5 * GiB)]
    public void Validate_RangeThatCantBe_NamesTheEnd(ulong start, ulong end)
    {
        var fault = Assert.Single(LensRules.Validate(start, end));
        Assert.Equal("end", fault.Field);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(GiB, 5 * GiB)]
    [InlineData(GiB + 1, (5 * GiB) - 1)]
    [InlineData((1UL << 56) - 4_096, 1UL << 56)]
    public void Validate_RangeOfFourGiBAtMost_IsAccepted(ulong start, ulong end) => Assert.Empty(LensRules.Validate(start, end));

    [Fact]
    public void Align_AnyRange_IsTheWholePagesItTouches()
        => Assert.Equal(new AddressRange(0x1000, 0x4000), LensRules.Align(new AddressRange(0x1fff, 0x3001)));
}
