using Damon.Client.Compare.Alignment;
using Damon.Model.Addresses;
using static Damon.Client.Tests.Compare.Alignment.AddressSpaces;

namespace Damon.Client.Tests.Compare.Alignment;

public sealed class AddressAlignmentTests
{
    [Fact]
    public void Create_OneAddressSpace_EveryPlaceIsItself()
    {
        AddressRange[] a = [InPages(100, 200), InPages(1_000_000, 1_001_000)], b = [InPages(150, 300)];

        var axis = AddressAlignment.Create(a, b, AddressRanges.Union(a, b), []);

        Assert.Equal(AlignBy.Address, axis.By);
        Assert.Equal([InPages(100, 300), InPages(1_000_000, 1_001_000)], axis.Pieces.Select(p => p.Display));
        Assert.Equal(250UL * 4096, axis.Address(CompareSide.A, 250 * 4096));
        Assert.Equal(250UL * 4096, axis.Address(CompareSide.B, 250 * 4096));
        Assert.Null(axis.Address(CompareSide.B, 400 * 4096));
    }

    [Theory]
    [InlineData(0, 100, 0, 100, true)]
    [InlineData(0, 100, 50, 1_000, true)]
    [InlineData(0, 100, 51, 1_000, false)]
    [InlineData(0, 1_000, 990, 1_010, true)]
    [InlineData(0, 100, 200, 300, false)]
    public void Fits_ByHowMuchOfTheSmallerOverlaps_IsDecided(ulong fromA, ulong toA, ulong fromB, ulong toB, bool fits)
        => Assert.Equal(fits, AddressAlignment.Fits([InPages(fromA, toA)], [InPages(fromB, toB)]));

    [Fact]
    public void Fits_NothingKnown_IsNot() => Assert.False(AddressAlignment.Fits([], [InPages(0, 1)]));
}
