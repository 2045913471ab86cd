using Bunit;
using Damon.Client.Tables.Regions;
using Damon.Client.Tests.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Client.Tests.Tables.Mappings;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Tests.Tables.Regions;

public sealed class HottestRegionsTextTests : PageTest
{
    private static readonly Snapshot Many = Snapshots.At(0, [.. Enumerable.Range(0, 21).Select(i => Snapshots.Region((ulong)i, (ulong)i + 1, i))]);

    [Fact]
    public void Open_ManyRegions_ShowsTheTenHottest()
    {
        var text = Open(Many);

        var rows = text.FindAll("tbody tr");
        Assert.Equal(10, rows.Count);
        Assert.Equal(["heap", "0x14000–0x15000", "4 KiB", "100 %"], rows[0].QuerySelectorAll("td").Select(d => d.TextContent));
        Assert.Equal("The 10 hottest regions now", text.Find("caption").TextContent);
        Assert.Equal("hottest-regions", text.Find("[data-testid=hottest-regions]").Id);
    }

    [Fact]
    public void Snapshots_ComingFaster_AreFollowedEveryTwoSeconds()
    {
        var text = Open(Many);

        text.Render(p => p.Add(t => t.Snapshot, Snapshots.At(1, Snapshots.Region(1, 3, 5))));
        Time.Advance(TimeSpan.FromMilliseconds(1_900));
        Assert.Equal(10, text.FindAll("tbody tr").Count);

        Time.Advance(TimeSpan.FromMilliseconds(100));
        text.WaitForAssertion(() => Assert.Single(text.FindAll("tbody tr")));
    }

    [Fact]
    public void Open_NothingAccessedOrObserved_SaysSo()
        => Assert.Equal(
            "No region was found accessed now.",
            Open(Snapshots.At(0, Snapshots.Region(0, 1, 0), Snapshots.Region(1, 2, 3)) with { Unknown = [0, 20] }).Find("p").TextContent);

    // It is heard and not seen: nobody is to come to it by keyboard.
    [Fact]
    public void Open_ManyRegions_IsNamedAndNotAmongWhatIsReachedByKeyboard()
    {
        var box = Open(Many).Find("#hottest-regions");

        Assert.Null(box.GetAttribute("tabindex"));
        Assert.Equal("The hottest regions", box.GetAttribute("aria-label"));
    }

    private IRenderedComponent<HottestRegionsText> Open(Snapshot snapshot) => Render<HottestRegionsText>(p => p
        .Add(t => t.Snapshot, snapshot)
        .Add(t => t.Mappings, [Maps.Heap(0, 100)])
        .Add(t => t.AtText, "now"));
}
