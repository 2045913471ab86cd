using Damon.Client.Addresses;
using Damon.Client.Tests.Tables.Mappings;

namespace Damon.Client.Tests.Addresses;

public sealed class MappingGroupsTests
{
    [Fact]
    public void Of_PartsOfALibrary_AreOneWithTheirPermissions()
    {
        var groups = Maps.Groups(Maps.File(0, 2, "a.so"), Maps.File(2, 9, "a.so", "r-xp"), Maps.File(10, 12, "a.so"), Maps.File(12, 13, "b.so"));

        Assert.Equal(["a.so", "b.so"], groups.Groups.Select(g => g.Name));
        Assert.Equal((0UL, 12 * 4096UL, "r--p r-xp"), (groups.Groups[0].Range.Start, groups.Groups[0].Range.End, groups.Groups[0].Permissions));
        Assert.Equal([0, 0, 0, 1], Enumerable.Range(0, 4).Select(groups.GroupOf));
    }

    [Fact]
    public void Of_UnnamedOrFarApart_StayApart()
    {
        Assert.Equal(2, Maps.Groups(Maps.Anonymous(0, 1), Maps.Anonymous(1, 2, "r--p")).Groups.Count);
        Assert.Equal(2, Maps.Groups(Maps.File(0, 1, "a"), Maps.File(1_000_000, 1_000_001, "a")).Groups.Count);
        Assert.Equal(3, Maps.Groups(Maps.File(0, 1, "a"), Maps.Anonymous(1, 2), Maps.File(2, 3, "a")).Groups.Count);
    }

    [Fact]
    public void Of_Nothing_HasNoGroups() => Assert.Empty(MappingGroups.Of([]).Groups);
}
