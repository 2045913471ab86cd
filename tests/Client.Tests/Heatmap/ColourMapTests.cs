using Damon.Client.Heatmap;

namespace Damon.Client.Tests.Heatmap;

public sealed class ColourMapTests
{
    public static TheoryData<string> Names { get; } = [.. ColourMap.All.Select(m => m.Name)];

    [Fact]
    public void At_EndsOfViridis_AreItsKnownColours()
    {
        Assert.Equal(0x440154u, ColourMap.Viridis.At(0));
        Assert.Equal(0xfde725u, ColourMap.Viridis.At(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_GetsLighterAllTheWay(string name)
    {
        var map = ColourMap.Named(name);
        var light = Enumerable.Range(0, 33).Select(i => Luminance(map.At(i / 32.0))).ToArray();

        Assert.Equal(light.Order(), light);
        Assert.True(light[^1] - light[0] > 0.5);
    }

    [Fact]
    public void Palette_Unknown_IsTransparentAndEverythingElseIsNot()
    {
        var palette = ColourMap.Viridis.Palette();

        Assert.Equal(0, palette[3]);
        Assert.All(Enumerable.Range(1, 255), code => Assert.Equal(255, palette[(code * 4) + 3]));
        Assert.Equal([0x44, 0x01, 0x54], palette[4..7]);
        Assert.Equal([0xfd, 0xe7, 0x25], palette[^4..^1]);
    }

    [Fact]
    public void Named_Unknown_IsTheDefault() => Assert.Same(ColourMap.Viridis, ColourMap.Named("jet"));

    private static double Luminance(uint colour)
    {
        return (0.2126 * Linear((colour >> 16) & 255)) + (0.7152 * Linear((colour >> 8) & 255)) + (0.0722 * Linear(colour & 255));

        static double Linear(uint channel) => Math.Pow(channel / 255.0, 2.2);
    }
}
