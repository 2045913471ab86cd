using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Server.Exports;

namespace Damon.Server.Tests.Exports;

public sealed class MappingLookupTests
{
    private static readonly Mapping[] Mappings =
    [
        new(10, 20, "r--p", "a", MappingKind.File),
        new(20, 40, "r--p", "b", MappingKind.File),
        new(60, 70, "r--p", "c", MappingKind.File),
    ];

    [Theory]
    [InlineData(0, 10, null)]
    [InlineData(0, 11, null)]
    [InlineData(0, 20, "a")]
    [InlineData(0, 21, "a")]
    [InlineData(40, 80, null)]
    [InlineData(1, 20, "a")]
    [InlineData(10, 20, "a")]
    [InlineData(10, 30, "a")]
    [InlineData(10, 31, "b")]
    [InlineData(15, 50, "b")]
    [InlineData(15, 100, null)]
    [InlineData(40, 60, null)]
    [InlineData(40, 61, null)]
    [InlineData(55, 66, "c")]
    [InlineData(70, 80, null)]
    public void Of_ARegion_IsTheMappingThatCoversMostOfItUnlessMostIsNotMapped(ulong start, ulong end, string? name)
        => Assert.Equal(name, new MappingLookup(Mappings).Of(start, end)?.Name);

    [Fact]
    public void Of_RegionsInOrder_EachHasItsOwn()
    {
        var lookup = new MappingLookup(Mappings);

        Assert.Equal([null, "b", "b", null, "c", null], new (ulong, ulong)[] { (0, 15), (15, 26), (26, 40), (40, 60), (60, 65), (80, 90) }.Select(region => lookup.Of(region.Item1, region.Item2)?.Name));
    }
}
