using Damon.Model.Changes;
using static Damon.Model.Tests.Changes.Mapped;

namespace Damon.Model.Tests.Changes;

public sealed class RunTracksTests
{
    [Fact]
    public void Take_TheFirstState_HasNothingNew()
        => Assert.All(Follow([Plain(1, 2), Named("a", 4, 5)]).All, track => Assert.Equal((false, null), (track.Appeared, track.GoneUs)));

    [Fact]
    public void Take_ComingGrowingAndGoing_IsOneTrackWithItsTimes()
    {
        var tracks = Follow(
            [Named("program", 1, 2)],
            [Named("program", 1, 2), Plain(10, 12)],
            [Named("program", 1, 2), Plain(10, 20)],
            [Named("program", 1, 2), Plain(10, 20)],
            [Named("program", 1, 2)]);

        var track = tracks.All[1];
        Assert.Equal(2, tracks.All.Count);
        Assert.Equal((true, 2L, 5L, 5L), (track.Appeared, track.FromUs, track.UntilUs, track.GoneUs));
        Assert.Equal([(2L, 2UL), (3L, 10UL)], track.States.Select(state => (state.Us, state.Run.Bytes / Mega)));
        Assert.Equal([2UL, 2UL, 10UL, 10UL], new long[] { 0, 2, 3, 9 }.Select(us => track.At(us).Bytes / Mega));
        Assert.Equal(10 * Mega, track.MostBytes);
        Assert.Same(tracks.All[0], Assert.Single(tracks.Live));
    }

    [Fact]
    public void Take_MemoryDividedOrJoined_HasNeitherComeNorGone()
    {
        var tracks = Follow(
            [Named("program", 1, 2), Plain(10, 20)],
            [Named("program", 1, 2), Plain(10, 14), Plain(15, 20)],
            [Named("program", 1, 2), Plain(10, 20)]);

        Assert.All(tracks.All, track => Assert.Equal((false, null), (track.Appeared, track.GoneUs)));
    }

    [Fact]
    public void Take_AnotherProgram_BeginsAnewWithoutChanges()
    {
        var tracks = new RunTracks();
        tracks.Take(1, MappedRun.Of([Named("sh", 1, 2), Plain(10, 20)]));
        tracks.Take(2, MappedRun.Of([Named("redis", 1, 4), Plain(10, 25)]), isNewProgram: true);

        Assert.Equal(4, tracks.All.Count);
        Assert.All(tracks.All, track => Assert.Equal((false, null), (track.Appeared, track.GoneUs)));
        Assert.Equal([2L, 2L, long.MaxValue, long.MaxValue], tracks.All.Select(track => track.UntilUs));
    }

    [Fact]
    public void Take_NothingHasStayed_IsAnotherProgramToo()
        => Assert.All(Follow([Named("sh", 1, 2), Plain(10, 20)], [Named("redis", 3, 4), Plain(30, 40)]).All, track => Assert.Equal((false, null), (track.Appeared, track.GoneUs)));

    [Fact]
    public void Take_OneOfANameThatHasMoved_IsTheSame()
    {
        var tracks = Follow([Named("program", 1, 2), Named("data", 10, 20)], [Named("program", 1, 2), Named("data", 100, 130)]);

        Assert.Equal([10UL, 30UL], tracks.All[1].States.Select(state => state.Run.Bytes / Mega));
    }

    [Fact]
    public void Take_TwoThatWereOne_TheLargerPartGoesOn()
    {
        var tracks = Follow([Named("program", 1, 2), Plain(10, 20)], [Named("program", 1, 2), Plain(10, 11), Plain(13, 20)]);

        Assert.Equal(13 * Mega, tracks.All[1].Run.Range.Start);
    }
}
