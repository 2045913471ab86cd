using CsCheck;
using Damon.Client.Addresses;

namespace Damon.Client.Tests.Addresses;

public sealed class AddressTicksTests
{
    [Fact]
    public void Choose_OneArea_StartsAtItsLowestAddressAndGoesOnRound()
    {
        var ticks = AddressTicks.Choose(AddressAxis.Create([new(0x1000_5000, 0x1040_0000)]), 0, 1, 9);

        Assert.Equal("0x10005000", ticks[0].Text);
        Assert.Equal("0x10080000", ticks[1].Text);
        Assert.Equal("0x10100000", ticks[2].Text);
    }

    [Fact]
    public void Choose_AnyView_KeepsLabelsApartInsideAndRising() => Gen.Select(AddressAxisTests.Areas(), Gen.Double[0, 0.9], Gen.Double[0.01, 0.1], Gen.Int[3, 30])
        .Sample((areas, bottom, height, most) =>
    {
        var ticks = AddressTicks.Choose(AddressAxis.Create(areas), bottom, bottom + height, most);

        Assert.True(ticks.Count <= (most * 1.3) + 1);
        Assert.All(ticks, t => Assert.InRange(t.Position, bottom - 1e-9, bottom + height + 1e-9));
        for (var i = 1; i < ticks.Count; i++)
        {
            Assert.True(ticks[i].Position - ticks[i - 1].Position >= height / most * 0.79);
        }
    });
}
