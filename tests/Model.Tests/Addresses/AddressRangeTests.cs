using Damon.Model.Addresses;

namespace Damon.Model.Tests.Addresses;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData(10, 20, 10, 20)]
    [InlineData(0, 100, 10, 20)]
    [InlineData(12, 15, 12, 15)]
    [InlineData(0, 15, 10, 15)]
    [InlineData(15, 100, 15, 20)]
    [InlineData(19, 20, 19, 20)]
    public void Overlap_OfRangesThatShareBytes_IsWhatBothHave(ulong start, ulong end, ulong from, ulong to)
    {
        Assert.Equal(new AddressRange(from, to), new AddressRange(10, 20).Overlap(new AddressRange(start, end)));
        Assert.Equal(new AddressRange(from, to), new AddressRange(start, end).Overlap(new AddressRange(10, 20)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(20, 30)]
    [InlineData(0, 5)]
    [InlineData(40, 50)]
    public void Overlap_OfRangesThatShareNone_IsEmpty(ulong start, ulong end)
        => Assert.Equal(0UL, new AddressRange(10, 20).Overlap(new AddressRange(start, end)).Size);

    [Fact]
    public void Overlap_WithAll_IsTheRange() => Assert.Equal(new AddressRange(10, 20), new AddressRange(10, 20).Overlap(AddressRange.All));
}
