using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Tests.Monitoring.Lenses;

public sealed class LensKnowledgeTests
{
    private const int Seconds = 16;

    [Fact]
    public void Appearance_OfEveryKindOfPage_IsTold()
    {
        var pages = Looked(PageSight.Absent, PageSight.Idle, PageSight.Accessed);

        Assert.Equal([PageAge.Absent, PageAge.Of(60), PageAge.Unknown], Tell(pages, 3, 60));
    }

    [Fact]
    public void PageMadeOld_IsKnownFromTheNextLookOn_AsNotAccessedSinceTheOpening()
    {
        var pages = Looked(PageSight.Accessed, PageSight.Accessed, PageSight.Accessed);
        pages.Clear(0, [PageSight.MadeOld, PageSight.MadeOld, PageSight.Stuck], seen: 5 * Seconds, moment: 6 * Seconds);
        Assert.Equal([PageAge.Unknown, PageAge.Unknown, PageAge.Unknown], Tell(pages, 3, 60));

        Assert.Equal(1, pages.See([PageSight.Idle, PageSight.Accessed, PageSight.Accessed], 10 * Seconds));
        Assert.Equal([PageAge.Of(60), PageAge.Of(50), PageAge.Unknown], Tell(pages, 3, 60));
    }

    [Fact]
    public void PageSeenAccessed_StaysSo_UntilItWasMadeOldAndAccessedAgain()
    {
        var pages = Looked(PageSight.Idle);
        Assert.Equal(1, pages.See([PageSight.Accessed], 10 * Seconds));
        Assert.Equal(0, pages.See([PageSight.Accessed], 20 * Seconds));
        Assert.Equal([PageAge.Of(50)], Tell(pages, 1, 60));

        pages.Clear(0, [PageSight.MadeOld], seen: 20 * Seconds, moment: 21 * Seconds);
        Assert.Equal([PageAge.Of(50)], Tell(pages, 1, 60));
        Assert.Equal(0, pages.See([PageSight.Idle], 30 * Seconds));
        Assert.Equal(1, pages.See([PageSight.Accessed], 40 * Seconds));
        Assert.Equal([PageAge.Of(20)], Tell(pages, 1, 60));
    }

    [Fact]
    public void PageThatWasOld_AndIsMadeOld_WasAccessedMeanwhile()
    {
        var pages = Looked(PageSight.Idle, PageSight.Idle);
        pages.Clear(0, [PageSight.MadeOld, PageSight.Idle], seen: 10 * Seconds, moment: 11 * Seconds);

        Assert.Equal([PageAge.Of(49), PageAge.Of(60)], Tell(pages, 2, 60));
    }

    [Fact]
    public void PageMadeOldByOthers_WasAccessed_OnlyWhenItWasOldBefore()
    {
        var pages = Looked(PageSight.Idle, PageSight.Idle, PageSight.Accessed);
        pages.See([PageSight.Accessed, PageSight.Idle, PageSight.Accessed], 10 * Seconds);
        foreach (var page in new[] { 0, 1, 2 })
        {
            pages.MadeOld(page, moment: 15 * Seconds);
        }

        Assert.Equal([PageAge.Of(50), PageAge.Of(45), PageAge.Unknown], Tell(pages, 3, 60));
        pages.MadeOld(2, moment: 16 * Seconds);
        Assert.Equal([PageAge.Of(50), PageAge.Of(45), PageAge.Of(44)], Tell(pages, 3, 60));
    }

    [Fact]
    public void StuckPage_FoundOld_IsKnownAgain()
    {
        // The first was stuck from the opening on; the second was accessed, and nobody knows when it was last.
        var pages = Looked(PageSight.Accessed, PageSight.Idle);
        pages.Clear(0, [PageSight.Stuck, PageSight.Stuck], seen: 5 * Seconds, moment: 6 * Seconds);
        Assert.Equal([PageAge.Unknown, PageAge.Unknown], Tell(pages, 2, 60));
        pages.See([PageSight.Idle, PageSight.Idle], 20 * Seconds);

        Assert.Equal([PageAge.Of(60), PageAge.Of(40)], Tell(pages, 2, 60));
    }

    [Fact]
    public void PageOfOthers_FoundOld_StaysUnknown_UntilItIsNobodyElses()
    {
        var pages = Looked(PageSight.Idle);
        pages.Clear(0, [PageSight.Shared], seen: 0, moment: 0);
        pages.See([PageSight.Idle], 20 * Seconds);
        Assert.Equal([PageAge.Unknown], Tell(pages, 1, 60));

        pages.Clear(0, [PageSight.Idle], seen: 30 * Seconds, moment: 31 * Seconds);
        Assert.Equal([PageAge.Of(60)], Tell(pages, 1, 60));
    }

    [Fact]
    public void PageThatGoesAndComesBack_WasAccessed()
    {
        var pages = Looked(PageSight.Idle, PageSight.Idle);
        pages.See([PageSight.Absent, PageSight.Absent], 10 * Seconds);
        Assert.Equal([PageAge.Absent, PageAge.Absent], Tell(pages, 2, 60));
        pages.See([PageSight.Accessed, PageSight.Idle], 20 * Seconds);

        Assert.Equal([PageAge.Of(40), PageAge.Of(40)], Tell(pages, 2, 60));
    }

    [Fact]
    public void Tell_OfAPartOrBlind_IsThat()
    {
        var pages = Looked(PageSight.Absent, PageSight.Idle, PageSight.Idle);
        var ages = new byte[2];
        pages.Tell(0, 60 * Seconds, isBlind: true, ages);
        Assert.Equal([PageAge.Absent, PageAge.Unknown], ages);
        pages.Tell(1, 60 * Seconds, isBlind: false, ages);
        Assert.Equal([PageAge.Of(60), PageAge.Of(60)], ages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(4_095.9375)]
    [InlineData(4_096)]
    [InlineData(1e8)]
    public void Age_OfAnyMoment_IsThatOfItsTime(double seconds) => Assert.Equal(PageAge.Of(seconds), LensTime.Age((int)(seconds * Seconds)));

    private static LensKnowledge Looked(params PageSight[] sights)
    {
        var pages = new LensKnowledge(sights.Length);
        Assert.Equal(0, pages.See(sights, 0));
        return pages;
    }

    private static byte[] Tell(LensKnowledge pages, int count, int atS)
    {
        var ages = new byte[count];
        pages.Tell(0, atS * Seconds, isBlind: false, ages);
        return ages;
    }
}
