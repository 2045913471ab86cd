using Damon.Model.Addresses;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Operations.PageTable.Bulk;

namespace Damon.Sampler.Tests.Operations.PageTable.Bulk;

public sealed class ColdRunsTests
{
    private const ulong Page = 4_096;
    private static readonly AddressRange Mapping = new(1_000 * Page, 3_000 * Page);

    [Fact]
    public void Find_YoungPagesSideBySide_AreOneRun()
        => Assert.Equal([(1_000, 1_003)], Find(Young(1_000), Young(1_001), Young(1_002), Old(1_003)));

    [Fact]
    public void Find_OldAndAbsentPagesBetween_AreGoneOver()
        => Assert.Equal([(1_001, 1_007)], Find(Old(1_000), Young(1_001), Old(1_002), Absent(1_003), Small(1_004, PageState.Locked), Small(1_005, PageState.Shared), Young(1_006), Old(1_007)));

    [Fact]
    public void Find_PagesFarApart_AreTwoRuns()
        => Assert.Equal([(1_000, 1_066), (1_131, 1_132)], Find([Young(1_000), .. Enumerable.Range(1_001, 64).Select(Old), Young(1_065), .. Enumerable.Range(1_066, 65).Select(Old), Young(1_131)]));

    [Fact]
    public void Find_WhatMustNotBeAdvised_EndsARun()
        => Assert.Equal([(1_000, 1_001), (1_002, 1_003)], Find(Young(1_000), Old(1_001) with { ColdPages = 0 }, Young(1_002)));

    [Fact]
    public void Find_FoliosInARun_AreCoveredAsAWhole()
    {
        SampleSlot[] slots = [.. Folio(1_008, 8, PageState.Old), Young(1_016), .. Folio(1_024, 16, PageState.Old), .. Folio(1_040, 8, PageState.Young)];
        Assert.Equal([(1_016, 1_048)], Find(slots));
        Assert.True(Runs(slots)[0].HasLargeFolios);
        Assert.False(Runs(slots[..9])[0].HasLargeFolios);
    }

    [Fact]
    public void Find_YoungPageWithinAFolio_TakesAllOfIt()
    {
        var folio = Folio(1_008, 8, PageState.Old);
        folio[5].Checked = PageState.Young;
        Assert.Equal([(1_008, 1_016)], Find(folio));
    }

    [Fact]
    public void Find_FolioThatReachesBeyondTheMapping_IsLeft()
    {
        Assert.Empty(Find(Folio(996, 8, PageState.Young)[4..]));
        Assert.Empty(Find(Folio(2_996, 8, PageState.Young)[..4]));
    }

    [Theory]
    [InlineData(PageState.Locked)]
    [InlineData(PageState.Shared)]
    [InlineData(PageState.Special)]
    [InlineData(PageState.PartOfFolio)]
    public void Find_YoungPagesThatAreStuck_AskForNoAdvice(object state)
        => Assert.Empty(Find(Small(1_000, (PageState)state) with { Checked = PageState.Young }));

    private static SampleSlot Young(int page) => Small(page, PageState.Young) with { Checked = PageState.Young };

    private static SampleSlot Old(int page) => Small(page, PageState.Young);

    private static SampleSlot Small(int page, PageState prepared)
        => new() { Check = (ulong)page * Page, ColdStart = (ulong)page * Page, ColdPages = 1, Checked = PageState.Old, Prepared = prepared };

    private static SampleSlot Absent(int page) => new() { Check = (ulong)page * Page };

    private static SampleSlot[] Folio(int page, int pages, PageState seen)
        => [.. Enumerable.Range(page, pages).Select(one => Small(one, PageState.Young) with { Checked = seen, ColdStart = (ulong)page * Page, ColdPages = (uint)pages })];

    private static List<ColdRun> Runs(params SampleSlot[] slots)
    {
        var runs = new List<ColdRun>();
        ColdRuns.Find(slots, Mapping, runs);
        return runs;
    }

    private static IEnumerable<(int First, int End)> Find(params SampleSlot[] slots)
        => Runs(slots).Select(run => ((int)(run.Range.Start / Page), (int)(run.Range.End / Page)));
}
