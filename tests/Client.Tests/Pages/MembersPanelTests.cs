using Bunit;
using Damon.Client.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Rest.Members;
using Damon.Model.Groups;
using Damon.Model.Idle;

using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Pages;

/// <summary>The processes of a group on its page.</summary>
public sealed class MembersPanelTests : RunningSessionTest
{
    private const long AtS = 1_700;

    private static readonly IdlePoint Look = Point(AtS, 0, (0, 30), (12, 30));

    private static readonly SessionResource Group = Running with
    {
        FirstUs = 1_000_000_000,
        LastUs = 1_700_000_000,
        Targets =
        [
            new TargetResource { Pid = 42, Name = "small", Group = 0 },
            new TargetResource { Index = 1, Pid = 43, Name = "big", Group = 0, HasRegions = false },
            new TargetResource { Index = 2, Pid = 44, Name = "gone", Group = 0, EndedBecause = "The process has ended." },
        ],
        Groups = [new SessionGroupResource { Kind = GroupKind.Unit, Name = "demo.service", Processes = 2, Remark = "1 process is left out: another session monitors it." }],
    };

    public MembersPanelTests()
    {
        Server.Answer("GET", "sessions/s", Group);
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([]));
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, [Look]));
        Server.Answer("GET", "sessions/s/idle", Answer(Look, 700));
        Server.Answer("GET", "sessions/s/needed", new NeededResource(IdleScale.WindowsS, [Needed(Look, 700)]));
        Server.Answer("GET", "sessions/s/members", new MembersAnswer(IdleScale.EdgesS, IdleScale.WindowsS,
        [
            Told(0, Point(AtS, 0, (0, 10), (12, 5)), 700),
            Told(1, Point(AtS, 0, (0, 20), (12, 40)), 30),
        ]));
    }

    [Fact]
    public async Task Group_ItsMembers_AreListedWithTheirMemoryOfTheSameMoment()
    {
        var page = await OpenGroupAsync();

        await EventuallyAsync(() => Assert.Equal(["60 MiB", "15 MiB", "–"], Texts(page, "member-resident")));
        Assert.Contains("at=1700000000", Server.Asked.First(call => call.Contains("/members", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("at 00:28:20", page.Find("[data-testid=members-at]").TextContent);
        Assert.Equal("60 MiB", page.Find("[data-testid=holds]").TextContent);
        Assert.Equal(["43", "42", "44"], page.FindAll("[data-testid=member-row]").Select(row => row.GetAttribute("data-pid")));
        Assert.StartsWith("not known yet", Texts(page, "member-needs")[0], StringComparison.Ordinal);
        Assert.StartsWith("10 MiB", Texts(page, "member-needs")[1], StringComparison.Ordinal);
        Assert.Equal(["not known yet", "5 MiB", "–"], Texts(page, "member-cold"));
        Assert.Equal(["idle ages only", "sampled, shown", "ended"], Texts(page, "member-regions"));
        var summary = page.Find("[data-testid=members-summary]").TextContent;
        Assert.Contains("2 processes, 1 more has ended. Regions are sampled of 1 of them", summary, StringComparison.Ordinal);
        Assert.Contains("1 process is left out", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Window_Chosen_IsThatOfTheHeadline()
    {
        var page = await OpenGroupAsync();
        await EventuallyAsync(() => Assert.Equal("60 MiB", Texts(page, "member-resident")[0]));

        page.Find("[data-testid=need-window]").Change("10");

        await EventuallyAsync(() => Assert.StartsWith("20 MiB", Texts(page, "member-needs")[0], StringComparison.Ordinal));
        Assert.Contains("Used in 10 s", page.Find("[data-testid=sort-member-needs]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_Pressed_ShowsItsPicture()
    {
        var page = await OpenGroupAsync();
        await EventuallyAsync(() => Assert.Equal(3, page.FindAll("[data-testid=member-row]").Count));

        await page.Find("[data-pid='43'] [data-testid=member-show]").ClickAsync(new());

        await EventuallyAsync(() => Assert.Equal("1", page.Find("[data-testid=target]").GetAttribute("value")));
        await EventuallyAsync(() => Assert.Equal("true", page.Find("[data-pid='43'] [data-testid=member-show]").GetAttribute("aria-current")));
        Assert.Equal("idle ages only, shown", page.Find("[data-pid='43'] [data-testid=member-regions]").TextContent);
    }

    [Fact]
    public async Task Search_LeavesTheOthersOut()
    {
        var page = await OpenGroupAsync();
        await EventuallyAsync(() => Assert.Equal(3, page.FindAll("[data-testid=member-row]").Count));

        page.Find("[data-testid=member-search]").Input("42");
        await EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=member-row]")));
        page.Find("[data-testid=member-search]").Input("nobody");
        await EventuallyAsync(() => Assert.Contains("“nobody”", page.Find("[data-testid=members-empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewLook_AsksForTheMembersOnceMore()
    {
        var page = await OpenGroupAsync();
        await EventuallyAsync(() => Assert.Equal("60 MiB", Texts(page, "member-resident")[0]));
        Assert.Single(Server.Asked, call => call.Contains("/members", StringComparison.Ordinal));

        var later = Point(AtS + 10, 0, (0, 30), (12, 30));
        Server.Answer("GET", "sessions/s/idle", Answer(later, 710));
        Server.Answer("GET", "sessions/s/needed", new NeededResource(IdleScale.WindowsS, [Needed(later, 710)]));
        Server.Answer("GET", "sessions/s/members", new MembersAnswer(IdleScale.EdgesS, IdleScale.WindowsS, [Told(1, Point(AtS + 10, 0, (0, 70)), 40)]));
        (await FeedAsync()).TryWrite(new Damon.Contracts.Watching.WatchEvent
        {
            Kind = Damon.Contracts.Watching.WatchEventKind.Idle,
            Idle = new Damon.Contracts.Monitoring.IdleMessage { AtUs = (AtS + 10) * 1_000_000 },
        });

        await EventuallyAsync(() => Assert.Equal(["70 MiB", "–", "–"], Texts(page, "member-resident")));
        Assert.Contains("at=1710000000", Server.Asked.Last(call => call.Contains("/members", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneProcess_HasNoTable()
    {
        Server.Answer("GET", "sessions/s", Running);
        var page = await OpenLiveAsync(Snapshots.At(20, Snapshots.Region(0, 64, 3)));

        Assert.Empty(page.FindAll("[data-testid=members]"));
        Assert.DoesNotContain(Server.Asked, call => call.Contains("/members", StringComparison.Ordinal));
    }

    private static Member Told(int target, IdlePoint point, long watchedS)
    {
        var needed = Needed(point, watchedS);
        return new Member(target, point.Us, watchedS * 1_000_000, point.ResolutionUs, new IdleTotal(point.ResidentBytes, point.Bytes, point.Errors, point.UnknownBytes), needed.Bytes, needed.Errors);
    }

    private static string[] Texts(IRenderedComponent<SessionPage> page, string part) => [.. page.FindAll($"[data-testid={part}]").Select(cell => cell.TextContent.Trim())];

    private async Task<IRenderedComponent<SessionPage>> OpenGroupAsync()
    {
        var page = await OpenLiveAsync(Snapshots.At(10_020, Snapshots.Region(0, 64, 3)));
        await TellAsync(Group);
        return page;
    }
}
