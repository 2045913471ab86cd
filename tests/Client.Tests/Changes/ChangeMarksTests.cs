using Damon.Client.Changes;
using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Tests.Changes;

public sealed class ChangeMarksTests
{
    [Fact]
    public void Of_ASpan_AreThoseWithinItByTheirShare()
        => Assert.Equal([0.0, 0.5], ChangeMarks.Of([At(50), At(100), At(150), At(200)], 100, 200, 10).Select(mark => mark.Share));

    [Fact]
    public void Of_TooNearToEachOther_AreOneOfTheWeightiestKind()
    {
        var marks = ChangeMarks.Of([At(100), At(105, ChangeKind.Exec), At(109), At(110)], 100, 200, 10);

        Assert.Equal([3, 1], marks.Select(mark => mark.Changes.Count));
        Assert.Equal([ChangeKind.Exec, ChangeKind.Grew], marks.Select(mark => mark.Kind));
    }

    [Fact]
    public void Of_ManyChanges_AreNoMoreThanThereIsRoomFor()
        => Assert.Equal(24, ChangeMarks.Of([.. Enumerable.Range(0, 1_000).Select(i => At(i))], 0, 1_000, 24).Count);

    private static Change At(long us, ChangeKind kind = ChangeKind.Grew) => new(us, kind, 0, 0, 4_096, "[heap]", 1, 2, "It has grown.");
}
