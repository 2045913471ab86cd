using Damon.Client.Colours;
using Damon.Client.Pictures;
using Damon.Client.Tests.Pictures;

namespace Damon.Client.Tests.Colours;

public sealed class FullColourTests
{
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(11, 100)]
    public void Of_StandingPicture_IsTheStepAboveItsCells(int nrOf20, double percent)
        => Assert.Equal(percent, FullColour.Of(Picture(64, nrOf20), 100, moves: false));

    [Fact]
    public void Of_FewHotCellsAmongMany_GoesByTheMany() => Assert.Equal(10, FullColour.Of(Picture(2, 20, restOf20: 2), 100, moves: false));

    [Fact]
    public void Of_NothingAccessed_IsAll()
    {
        Assert.Equal(100, FullColour.Of(Picture(64, 0), 5, moves: false));
        Assert.Equal(5, FullColour.Of(Picture(64, 0), 5, moves: true));
    }

    [Fact]
    public void Of_MovingPicture_GetsBrighterAtOnce_AndDarkerOnlyForAGreatChange()
    {
        Assert.Equal(100, FullColour.Of(Picture(64, 12), 10, moves: true));
        Assert.Equal(20, FullColour.Of(Picture(64, 2), 20, moves: true));
        Assert.Equal(5, FullColour.Of(Picture(64, 1), 20, moves: true));
        Assert.All(Steps, step => Assert.Contains(FullColour.Of(Picture(64, 3), step, moves: true), Steps));
    }

    // The lower part has one count, what is above another.
    private static LivePicture Picture(ulong part, int nrOf20, int restOf20 = 0)
    {
        var live = new LivePicture(60_000_000, 128);
        for (var i = 0; i < 10; i++)
        {
            live.Add(Snapshots.At(i, Snapshots.Region(0, part, nrOf20), Snapshots.Region(part, 128, restOf20)));
        }

        return live;
    }
}
