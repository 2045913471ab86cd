using Bunit;
using Damon.Client.Hover;
using Damon.Client.Tests.Pages;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Hover;

public sealed class HoverCardTests : PageTest
{
    // Else the mapping's name would be taken for that of all the region.
    [Fact]
    public void Show_RegionFarLargerThanTheMapping_TellsBothSizes()
    {
        var info = new HoverInfo
        {
            Address = 0,
            Range = new AddressRange(0, 343 << 20),
            IsRegion = true,
            Percent = 0,
            Mapping = "/usr/bin/dotnet",
            MappingBytes = 80 << 10,
            Permissions = "r--p",
        };

        var card = Render<HoverCard>(p => p.Add(c => c.Info, info));

        Assert.Equal(("343 MiB", "/usr/bin/dotnet r--p 80 KiB"), (Fact(card, "Size"), Fact(card, "Mapping")));
    }

    private static string Fact(IRenderedComponent<HoverCard> card, string name) => card.FindAll("dt").Single(term => term.TextContent == name).NextElementSibling!.TextContent;
}
