using System.Globalization;
using Damon.Client.Idle;
using Damon.Model.Idle;

namespace Damon.Client.Tests.Idle;

public sealed class AgeClassesTests
{
    [Fact]
    public void All_TogetherHoldEveryGroupOnce()
        => Assert.Equal(Enumerable.Range(0, IdleScale.EdgesS.Count + 1), AgeClasses.All.SelectMany(age => Enumerable.Range(age.FirstGroup, age.LastGroup - age.FirstGroup + 1)));

    [Fact]
    public void All_BeginAndEndAtEdges()
    {
        Assert.All(AgeClasses.All, age => Assert.Equal(age.FirstGroup == 0 ? 0 : IdleScale.EdgesS[age.FirstGroup - 1], age.FromS));
        Assert.All(AgeClasses.All.SkipLast(1), age => Assert.Equal(IdleScale.EdgesS[age.LastGroup], age.ToS));
        Assert.Null(AgeClasses.Oldest.ToS);
    }

    [Fact]
    public void Colours_FromYoungToOld_FallEvenlyInLightness()
    {
        var lightness = AgeClasses.All.Select(age => Lightness(age.Colour)).ToArray();
        var steps = lightness.Zip(lightness.Skip(1), (young, old) => young - old).ToArray();

        Assert.All(steps, step => Assert.InRange(step, 0.55 * steps.Average(), 1.45 * steps.Average()));
        Assert.InRange(lightness[0] - lightness[^1], 45, 80);
    }

    [Fact]
    public void Of_Groups_AddsUpItsOwn()
    {
        long[] groups = [.. Enumerable.Range(0, IdleScale.EdgesS.Count + 1).Select(i => 1L << i)];

        Assert.Equal(0b1111, AgeClasses.All[0].Of(groups));
        Assert.Equal(groups.Sum(), AgeClasses.All.Sum(age => age.Of(groups)));
        Assert.Equal(5, AgeClasses.All[0].ErrorOf([3, 4, 0, 0, 100]));
    }

    [Theory]
    [InlineData(25.0, "not since the start")]
    [InlineData(90_000.0, "over 24 h, or not since the start")]
    [InlineData(null, "over 24 h, or not since the start")]
    public void Name_OfTheOldest_SaysWhatItCanBe(double? watchedS, string name) => Assert.Equal(name, AgeClasses.Name(AgeClasses.Oldest, watchedS * 1e6));

    // CIE lightness, 0 .. 100.
    private static double Lightness(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        var y = (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
        return (116 * Math.Cbrt(y)) - 16;
    }
}
