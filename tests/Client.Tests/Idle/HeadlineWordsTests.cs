using Damon.Client.Idle.Words;
using Damon.Client.Times;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;

using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class HeadlineWordsTests
{
    private static readonly TimeMapping Utc = new(0);

    [Fact]
    public void Known_SaysWhatWithErrorAndClockTimes()
    {
        var moment = Moment(Point(36_000, 2, (0, 40), (8, 20), (12, 100)), 7_200);
        var words = new HeadlineWords(Utc, true);

        Assert.Equal(new HeadlineFigure("40 MiB", "± 4 MiB", "used since 09:59:00"), words.Needs(moment, 60));
        Assert.Equal(new HeadlineFigure("162 MiB", null, "resident, 2 MiB of it unknown"), HeadlineWords.Holds(moment));
        Assert.Equal(new HeadlineFigure("110 MiB", null, "cold since 09:50:00"), words.Cold(moment));
    }

    [Fact]
    public void TooYoung_SaysWhenAndWhatIsKnownSoFar()
    {
        var moment = Moment(Point(36_000, 0, (0, 40), (12, 100)), 25);
        var words = new HeadlineWords(Utc, true);

        Assert.Equal(new HeadlineFigure(HeadlineFigure.Unknown, null, "known at about 10:00:35; so far 40 MiB used in 25 s"), words.Needs(moment, 60));
        Assert.Equal(new HeadlineFigure(HeadlineFigure.Unknown, null, "known at about 10:09:35; 100 MiB untouched since 09:59:35"), words.Cold(moment));
        Assert.Equal("watched for only 25 s by then; so far 40 MiB used in 25 s", new HeadlineWords(Utc, false).Needs(moment, 60).Note);
    }

    [Fact]
    public void AllUsedOrUnknown_SaysSo()
    {
        var used = Moment(Point(36_000, 0, (0, 40)), 7_200);

        Assert.Equal("nothing", new HeadlineWords(Utc, true).Cold(used).Value);
        Assert.Equal("resident, nothing of it unknown", HeadlineWords.Holds(used).Note);
    }

    [Fact]
    public void NoLook_SaysWhenTheFirstIsThere()
    {
        Assert.Equal("first figures at about 10:00:00", new HeadlineWords(Utc, true).Waiting(36_000_000_000).Note);
        Assert.Equal("at this time; known from 10:00:00 on", new HeadlineWords(Utc, false).Before(36_000_000_000).Note);
        Assert.False(new HeadlineWords(Utc, true).Waiting(null).IsKnown);
    }

    [Theory]
    [InlineData(100L, 60L, "100 MiB", "60 MiB charged, 40 MiB left")]
    [InlineData(100L, 101L, "100 MiB", "101 MiB charged, 1 MiB too much")]
    [InlineData(null, 60L, "none", "60 MiB charged")]
    public void Limit_SaysWhatIsChargedAndLeft(long? limit, long current, string value, string note)
        => Assert.Equal(new HeadlineFigure(value, null, note), HeadlineWords.Limit(new MemoryLimit(0, null, "/a", 2, limit * MiB, current * MiB)));
}
