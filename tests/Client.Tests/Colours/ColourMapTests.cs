using Damon.Client.Colours;

namespace Damon.Client.Tests.Colours;

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
    public void At_TheMiddleOfDifferences_IsTheLightest()
    {
        var light = Enumerable.Range(0, 33).Select(i => Luminance(ColourMap.PurpleOrange.At(i / 32.0))).ToArray();

        Assert.Equal(light.Max(), light[16]);
        Assert.Equal(light[..17].Order(), light[..17]);
        Assert.Equal(light[16..].OrderDescending(), light[16..]);
    }

    [Fact]
    public void Named_Unknown_IsTheDefault() => Assert.Same(ColourMap.Viridis, ColourMap.Named("jet"));

    private static double Luminance(uint colour)
    {
        return (0.2126 * Linear((colour >> 16) & 255)) + (0.7152 * Linear((colour >> 8) & 255)) + (0.0722 * Linear(colour & 255));

        static double Linear(uint channel) => Math.Pow(channel / 255.0, 2.2);
    }
}
