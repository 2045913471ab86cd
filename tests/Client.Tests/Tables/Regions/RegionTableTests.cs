using Bunit;
using Damon.Client.Tables.Regions;
using Damon.Client.Tests.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Tables.Regions;

public sealed class RegionTableTests : PageTest
{
    private static readonly Snapshot Few = Snapshots.At(0, Snapshots.Region(1, 3, 5), Snapshots.Region(3, 4, 20), Snapshots.Region(9, 12, 0)) with { Unknown = [0, 0, 20] };

    private readonly List<AddressRange> _chosen = [];

    [Fact]
    public void Open_Snapshot_ShowsTheHottestFirstAndTheUnknownLast()
    {
        var table = Open(Few);

        Assert.Equal(["0x3000–0x4000", "0x1000–0x3000", "0x9000–0xc000"], Addresses(table));
        Assert.Contains("unknown", Rows(table)[2].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("0 %", Rows(table)[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("3 regions at 12:00:00, all monitored addresses", table.Find("[data-testid=region-caption]").TextContent);
    }

    [Fact]
    public void Head_Pressed_SortsAndSaysSo()
    {
        var table = Open(Few);
        Assert.Equal("descending", Sorted(table, "Rate"));

        table.Find("[data-sort=Address]").Click();
        Assert.Equal(["0x1000–0x3000", "0x3000–0x4000", "0x9000–0xc000"], Addresses(table));
        Assert.Equal(("ascending", "none"), (Sorted(table, "Address"), Sorted(table, "Rate")));

        table.Find("[data-sort=Address]").Click();
        Assert.Equal("descending", Sorted(table, "Address"));
        Assert.Equal("0x9000–0xc000", Addresses(table)[0]);
    }

    [Fact]
    public void Open_UnmappedAndReserved_AreHiddenUntilAskedFor()
    {
        var table = Open(Snapshots.At(0, Snapshots.Region(1, 3, 5), Snapshots.Region(3, 40, 0), Snapshots.Region(40, 80, 0), Snapshots.Region(80, 99, 1)), Mapping(1, 4, "rw-p"), Mapping(40, 80, "---p"));
        Assert.Equal(["0x1000–0x3000", "0x50000–0x63000"], Addresses(table));
        Assert.EndsWith("all monitored addresses; 2 unmapped or reserved not shown", table.Find("[data-testid=region-caption]").TextContent, StringComparison.Ordinal);

        table.Find("[data-testid=regions-all]").Change(true);

        Assert.Equal(4, Rows(table).Count);
    }

    [Fact]
    public void Row_Clicked_IsChosen()
    {
        var table = Open(Few);

        Rows(table)[1].Click();

        Assert.Equal([new AddressRange(0x1000, 0x3000)], _chosen);
        Assert.Equal("true", Rows(table)[1].GetAttribute("aria-selected"));
    }

    [Fact]
    public void Keys_ArrowsAndEnter_Choose()
    {
        var table = Open(Few);
        var grid = table.Find("[role=grid]");

        grid.KeyDown("Enter");
        Assert.Empty(_chosen);
        grid.KeyDown("ArrowDown");
        grid.KeyDown("ArrowDown");
        Assert.Equal(Rows(table)[1].Id, table.Find("[role=grid]").GetAttribute("aria-activedescendant"));
        grid.KeyDown("Enter");
        grid.KeyDown("End");
        grid.KeyDown("ArrowDown");
        grid.KeyDown("Enter");
        grid.KeyDown("PageUp");
        grid.KeyDown("Enter");

        Assert.Equal([0x1000UL, 0x9000UL, 0x3000UL], _chosen.Select(c => c.Start));
    }

    [Fact]
    public void Keys_OnAHead_DoNotReachTheRows()
        => Assert.Throws<MissingEventHandlerException>(() => Open(Few).Find("[data-sort=Size]").KeyDown("Enter"));

    [Fact]
    public void Mark_NextSnapshotHasAnotherOrder_StaysWithItsAddresses()
    {
        var table = Open(Few);
        table.Find("[role=grid]").KeyDown("ArrowDown");
        Assert.Equal("0x3000–0x4000", Marked(table));

        Time.Advance(TimeSpan.FromSeconds(1));
        table.Render(p => p.Add(t => t.Snapshot, Snapshots.At(1, Snapshots.Region(1, 3, 5), Snapshots.Region(3, 5, 1))));

        Assert.Equal("0x3000–0x5000", Marked(table));
        Assert.Equal("3", table.Find("[aria-selected=true]").GetAttribute("aria-rowindex"));
    }

    [Fact]
    public void Range_Given_ShowsOnlyWhatReachesIntoIt()
    {
        var table = Open(Few);

        table.Render(p => p.Add(t => t.Range, new AddressRange(0x2000, 0x3000)));

        Assert.Equal(["0x1000–0x3000"], Addresses(table));
        Assert.Equal("1 of 3 regions at 12:00:00, in 0x2000–0x3000", table.Find("[data-testid=region-caption]").TextContent);
        table.Render(p => p.Add(t => t.Range, new AddressRange(0x5000, 0x6000)));
        Assert.Contains("No region lies in these addresses.", table.Find("[data-testid=regions-empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ManyRegions_MakesOnlySomeRowsAndSaysHowManyThereAre()
    {
        var table = Open(Snapshots.At(0, [.. Enumerable.Range(0, 10_000).Select(i => Snapshots.Region((ulong)i, (ulong)i + 1, i % 21))]));

        Assert.InRange(Rows(table).Count, 1, 1_000);
        Assert.Equal("10001", table.Find("[role=grid]").GetAttribute("aria-rowcount"));
        Assert.Equal("2", Rows(table)[0].GetAttribute("aria-rowindex"));
    }

    [Fact]
    public void Snapshots_TenASecond_AreFollowedOnceASecond()
    {
        var table = Open(Few);
        for (var i = 1; i <= 9; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            var number = i;
            table.Render(p => p.Add(t => t.Snapshot, Snapshots.At(number, Snapshots.Region((ulong)number, 100, 1))));
        }

        Assert.Equal(3, Rows(table).Count);
        Time.Advance(TimeSpan.FromMilliseconds(100));
        table.WaitForAssertion(() => Assert.Equal(["0x9000–0x64000"], Addresses(table)));
    }

    [Fact]
    public void Parameters_TheSameAgain_ComputeNothing()
    {
        var snapshot = Few with { Regions = [.. Few.Regions] };
        var table = Open(snapshot);

        // Nobody changes a snapshot; here it shows whether it was read again.
        snapshot.Regions[1] = Snapshots.Region(5, 6, 20);
        table.Render(p => p.Add(t => t.Snapshot, snapshot));
        Assert.Equal("0x3000–0x4000", Addresses(table)[0]);

        table.Render(p => p.Add(t => t.Range, new AddressRange(0, 0xffff)));
        Assert.Equal("0x5000–0x6000", Addresses(table)[0]);
    }

    [Theory]
    [InlineData("export-csv", "damon-regions-19700101T000000.1Z.csv", "text/csv;charset=utf-8", "start,end,")]
    [InlineData("export-json", "damon-regions-19700101T000000.1Z.json", "application/json", "[\n")]
    public void Export_Pressed_SavesTheRowsInTheOrderShown(string button, string name, string type, string beginning)
    {
        var module = JSInterop.SetupModule("./damon-download.js");
        module.Mode = JSRuntimeMode.Loose;
        var table = Open(Few);
        table.Find("[data-sort=Size]").Click();

        table.Find($"[data-testid={button}]").Click();

        var arguments = Assert.Single(module.Invocations["save"]).Arguments;
        Assert.Equal((name, type), ((string)arguments[0]!, (string)arguments[1]!));
        var text = (string)arguments[2]!;
        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("0x9000", StringComparison.Ordinal) < text.IndexOf("0x1000", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_NoSnapshot_SaysWhatToDo()
    {
        var table = Open(null);

        Assert.Contains("No snapshot is known of this time.", table.Find("[data-testid=regions-empty]").TextContent, StringComparison.Ordinal);
        Assert.True(table.Find("[data-testid=export-csv]").HasAttribute("disabled"));
        table.Render(p => p.Add(t => t.Snapshot, Few));
        Assert.Equal(3, Rows(table).Count);
    }

    private static List<string> Addresses(IRenderedComponent<RegionTable> table) => [.. Rows(table).Select(r => r.QuerySelector(".address")!.TextContent)];

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<RegionTable> table) => table.FindAll("[data-testid=region-row]");

    private static string? Marked(IRenderedComponent<RegionTable> table) => table.Find("[aria-selected=true] .address").TextContent;

    private static string? Sorted(IRenderedComponent<RegionTable> table, string column)
        => table.Find($"[data-sort={column}]").Closest("[role=columnheader]")!.GetAttribute("aria-sort");

    private static Mapping Mapping(ulong startPage, ulong endPage, string permissions) => new(startPage * 4096, endPage * 4096, permissions, "", MappingKind.Anonymous);

    private IRenderedComponent<RegionTable> Open(Snapshot? snapshot, params Mapping[] mappings) => Render<RegionTable>(p => p
        .Add(t => t.Snapshot, snapshot)
        .Add(t => t.Mappings, mappings)
        .Add(t => t.AtText, "at 12:00:00")
        .Add(t => t.Chosen, _chosen.Add));
}
