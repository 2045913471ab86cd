using CsCheck;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Model.Tests.Binning;

public sealed class RowDivisionTests
{
    [Fact]
    public void Even_AnyRange_CoversEveryByteOnce() => Gen.Select(Gen.ULong[0, 1UL << 48], Gen.ULong[0, 1UL << 46], Gen.Int[1, 700]).Sample((start, size, rows) =>
    {
        var ranges = RowDivision.Even(new AddressRange(start, start + size), rows);

        Assert.Equal(start, ranges[0].Start);
        Assert.Equal(start + size, ranges[^1].End);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.True(ranges.Max(r => r.Size) - ranges.Min(r => r.Size) <= 1);
    });

    [Fact]
    public void Truncated_NotDivisible_LeavesTheRestOut()
        => Assert.Equal([new(0, 3), new(3, 6), new(6, 9)], RowDivision.Truncated(new AddressRange(0, 10), 3));

    [Fact]
    public void Truncated_FewerBytesThanRows_FillsTheLowestOnly()
        => Assert.Equal([new(4, 5), new(5, 6), new(6, 6)], RowDivision.Truncated(new AddressRange(4, 6), 3));
}
