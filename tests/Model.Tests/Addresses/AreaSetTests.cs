using CsCheck;
using Damon.Model.Addresses;

namespace Damon.Model.Tests.Addresses;

public sealed class AreaSetTests
{
    [Fact]
    public void Add_TouchingParts_JoinsThemAndTheirHeat()
    {
        var areas = new AreaSet();
        areas.Add(new AddressRange(10, 20), 1);
        areas.Add(new AddressRange(40, 50), 2);
        areas.Add(new AddressRange(20, 40), 4);

        Assert.Equal([new Area(new AddressRange(10, 50), 7)], areas.Areas);
    }

    [Fact]
    public void Hottest_IsTheMostAccessed_AmongEqualsTheLargest()
    {
        var areas = new AreaSet();
        areas.Add(new AddressRange(0, 1_000), 0);
        Assert.Equal(0UL, areas.Hottest?.Start);
        areas.Add(new AddressRange(2_000, 5_000), 0);
        Assert.Equal(2_000UL, areas.Hottest?.Start);
        areas.Add(new AddressRange(9_000, 9_001), 0.5);
        Assert.Equal(9_000UL, areas.Hottest?.Start);
    }

    [Fact]
    public void Add_AnyParts_IsTheirUnionInOrder()
        => Gen.Select(Gen.ULong[0, 2_000], Gen.ULong[1, 10], Gen.Bool).Array[0, 400].Sample(static parts =>
        {
            var areas = new AreaSet();
            var covered = new bool[2_020];
            foreach (var (start, size, isLookedAt) in parts)
            {
                areas.Add(new AddressRange(start, start + size), 1);
                Array.Fill(covered, true, (int)start, (int)size);
                if (isLookedAt)
                {
                    Assert.True(areas.Holding(start)?.End >= start + size);
                }
            }

            for (var address = 0; address < covered.Length; address++)
            {
                Assert.Equal(covered[address], areas.Holding((ulong)address) is not null);
            }

            Assert.Equal(parts.Length, areas.Areas.Sum(static area => area.Heat), 9);
            Assert.All(areas.Areas.Zip(areas.Areas.Skip(1)), static pair => Assert.True(pair.First.End < pair.Second.Start));
        });
}
