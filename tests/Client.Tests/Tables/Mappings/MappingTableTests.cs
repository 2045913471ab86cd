using Bunit;
using Damon.Client.Tables.Mappings;
using Damon.Client.Tests.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Tables.Mappings;

public sealed class MappingTableTests : PageTest
{
    private static readonly Mapping[] Mappings = [Maps.Heap(0, 10), Maps.File(10, 20, "a.so"), Maps.Anonymous(30, 40)];

    private static readonly Snapshot Seen = Snapshots.At(0, Snapshots.Region(0, 10, 2, 100), Snapshots.Region(10, 20, 0, 700), Snapshots.Region(30, 40, 20, 5));

    private readonly List<AddressRange> _chosen = [];
    private readonly List<int> _thresholds = [];

    [Fact]
    public void Order_HottestAndColdest_AreSegmentsThatSayWhichIsOn()
    {
        var table = Open();
        Assert.Equal(["anonymous", "heap", "a.so"], Names(table));
        Assert.Equal(("true", "false"), Pressed(table));

        table.Find("[data-testid=coldest]").Click();

        Assert.Equal("a.so", Names(table)[0]);
        Assert.Equal(("false", "true"), Pressed(table));
        Assert.Equal("descending", table.Find("[data-sort=Idle]").Closest("th")!.GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData("hottest", "heat", "40 KiB", "4 KiB", "0 B")]
    [InlineData("coldest", "idle", "40 KiB", "0 B", "0 B")]
    public void Order_OfASegment_IsThatOfAColumnThatIsShown(string segment, string column, params string[] falling)
    {
        var table = Open();

        table.Find($"[data-testid={segment}]").Click();

        var sorted = Assert.Single(table.FindAll("th"), head => head.GetAttribute("aria-sort") != "none");
        Assert.Equal("descending", sorted.GetAttribute("aria-sort"));
        Assert.Contains(column, sorted.ClassList);
        Assert.Equal(falling, table.FindAll($"td.{column}").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Head_Pressed_SortsAndNoSegmentIsOn()
    {
        var table = Open();

        table.Find("[data-sort=Name]").Click();

        Assert.Equal(["a.so", "anonymous", "heap"], Names(table));
        Assert.Equal("ascending", table.Find("[data-sort=Name]").Closest("th")!.GetAttribute("aria-sort"));
        Assert.Equal(("false", "false"), Pressed(table));
    }

    [Fact]
    public void Threshold_Changed_IsToldAndCountsWhenSet()
    {
        var table = Open();
        Assert.Equal("40 KiB not accessed for 60 s or more, in 1 mapping", Sentence(table));

        table.Find("[data-testid=idle-threshold]").Change("300");
        Assert.Equal([300], _thresholds);

        table.Render(p => p.Add(t => t.IdleSeconds, 300));
        Assert.Equal("nothing has gone without an access for 5 min or more", Sentence(table));
        table.Render(p => p.Add(t => t.ObservedUs, 70e6));
        Assert.Equal("observed for only 1 min 10 s so far: nothing can have been idle for 5 min yet", Sentence(table));
    }

    [Fact]
    public void Threshold_FromTheAddress_IsOfferedToo()
    {
        var table = Open();

        table.Render(p => p.Add(t => t.IdleSeconds, 30));

        Assert.Equal(["10 s", "30 s", "60 s", "5 min"], table.FindAll("[data-testid=idle-threshold] option").Select(o => o.TextContent));
    }

    [Fact]
    public void Row_ChosenByClickOrButton_GivesItsAddressesOnce()
    {
        var table = Open();

        table.FindAll("[data-testid=mapping-row]")[1].Click();
        table.FindAll("[data-testid=mapping-row] button")[2].Click();

        Assert.Equal([new AddressRange(0, 0xa000), new AddressRange(0xa000, 0x14000)], _chosen);
    }

    [Fact]
    public void Bar_Shares_AreSaidInWords()
    {
        var bars = Open().FindAll("[role=img]");

        Assert.Equal(["100 % accessed", "100 % accessed", "0 % accessed, 100 % idle"], bars.Select(b => b.GetAttribute("aria-label")));
    }

    [Fact]
    public void Open_ManyMappings_SumsTheRest()
    {
        var table = Render<MappingTable>(p => p
            .Add(t => t.Snapshot, Snapshots.At(0, Snapshots.Region(0, 250, 1)))
            .Add(t => t.Mappings, [.. Enumerable.Range(0, 250).Select(i => Maps.File((ulong)i, (ulong)i + 1, "f" + i))]));

        Assert.Equal(200, table.FindAll("[data-testid=mapping-row]").Count);
        var rest = table.Find("[data-testid=mapping-rest]").TextContent;
        Assert.Contains("50 more mappings", rest, StringComparison.Ordinal);
        Assert.Contains("200 KiB", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoMappings_SaysSo()
    {
        var table = Render<MappingTable>(p => p.Add(t => t.Snapshot, Seen));

        Assert.Contains("The mappings of this time are not known.", table.Find("[data-testid=mappings-empty]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", Sentence(table));
    }

    private static List<string> Names(IRenderedComponent<MappingTable> table) => [.. table.FindAll("[data-testid=mapping-row] button").Select(b => b.TextContent)];

    private static string Sentence(IRenderedComponent<MappingTable> table) => table.Find("[data-testid=idle-sentence]").TextContent;

    private static (string?, string?) Pressed(IRenderedComponent<MappingTable> table)
        => (table.Find("[data-testid=hottest]").GetAttribute("aria-pressed"), table.Find("[data-testid=coldest]").GetAttribute("aria-pressed"));

    private IRenderedComponent<MappingTable> Open() => Render<MappingTable>(p => p
        .Add(t => t.Snapshot, Seen)
        .Add(t => t.Mappings, Mappings)
        .Add(t => t.Chosen, _chosen.Add)
        .Add(t => t.IdleSecondsChanged, _thresholds.Add));
}
