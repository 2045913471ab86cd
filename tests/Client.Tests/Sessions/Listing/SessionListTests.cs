using Bunit;
using Damon.Client.Sessions.Listing;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Sessions.Listing;

public sealed class SessionListTests : PageTest
{
    private static readonly SessionResource Stopped = new()
    {
        Id = "old",
        Name = "demo",
        State = SessionState.Interrupted,
        EndedBecause = "The server was stopped.",
        StartedAt = new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero),
        FirstUs = 0,
        LastUs = 65_000_000,
        SnapshotCount = 650,
        SamplerCpuSeconds = 1.3,
        Operations = OperationsKind.PageTable,
        Targets = [new TargetResource { Name = "postgres", Pid = 812 }],
    };

    private static readonly SessionResource Running = new() { Id = "new", Name = "live", State = SessionState.Running, StartedAt = new DateTimeOffset(2026, 3, 4, 11, 59, 0, TimeSpan.Zero) };

    [Fact]
    public void Open_Sessions_AreListedNewestFirstWithStateReasonAndLength()
    {
        Server.Answer("GET", "sessions", new[] { Stopped, Running });

        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=session-row]");
        var rows = list.FindAll("[data-testid=session-row]");

        Assert.Equal(["new", "old"], rows.Select(r => r.GetAttribute("data-id")));
        Assert.Contains("interrupted", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("The server was stopped.", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 min 5 s", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("650", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("postgres (812) · page table", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("2.0 %", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(rows[0].QuerySelectorAll("[data-testid=delete-session]"));
    }

    [Fact]
    public void Open_SessionStartsElsewhere_AppearsByItself()
    {
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=sessions-empty]");

        Server.Answer("GET", "sessions", new[] { Running });
        Time.Advance(TimeSpan.FromSeconds(3));

        list.WaitForElement("[data-id=new]");
    }

    [Fact]
    public void Filter_Typing_LeavesWhatFitsAndShowAllBringsTheRestBack()
    {
        var list = Open();

        list.Find("[data-testid=session-filter]").Input("812");
        Assert.Equal(["old"], Ids(list));

        list.Find("[data-testid=session-filter]").Input("nothing like it");
        Assert.Contains("None of the 2 sessions", list.Find("[data-testid=sessions-no-match]").TextContent, StringComparison.Ordinal);

        list.Find("[data-testid=sessions-no-match] button").Click();
        Assert.Equal(["new", "old"], Ids(list));
    }

    [Fact]
    public void Filter_Choice_DividesByState()
    {
        var list = Open();

        list.Find("[data-testid=session-choice]").Change("Running");
        Assert.Equal(["new"], Ids(list));

        list.Find("[data-testid=session-choice]").Change("Ended");
        Assert.Equal(["old"], Ids(list));
    }

    [Fact]
    public void Sort_Header_OrdersAndSaysSo()
    {
        var list = Open();
        Assert.Equal("descending", Header(list, "started").GetAttribute("aria-sort"));

        list.Find("[data-testid=sort-name]").Click();
        Assert.Equal(["old", "new"], Ids(list));
        Assert.Equal("ascending", Header(list, "name").GetAttribute("aria-sort"));
        Assert.False(Header(list, "started").HasAttribute("aria-sort"));

        list.Find("[data-testid=sort-name]").Click();
        Assert.Equal(["new", "old"], Ids(list));
    }

    [Fact]
    public void Compare_NeedsExactlyTwo()
    {
        var list = Open();
        Assert.True(list.Find("[data-testid=compare]").HasAttribute("disabled"));

        list.Find("[data-id=old] [data-testid=choose-session]").Change(true);
        Assert.Contains("second", list.Find("[data-testid=compare-hint]").TextContent, StringComparison.Ordinal);
        Assert.True(list.Find("[data-testid=compare]").HasAttribute("disabled"));

        list.Find("[data-id=new] [data-testid=choose-session]").Change(true);
        list.Find("[data-testid=compare]").Click();

        Assert.EndsWith("/compare?a=old&b=new", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_ChosenOneIsDeletedElsewhere_IsNoLongerChosen()
    {
        var list = Open();
        list.Find("[data-id=old] [data-testid=choose-session]").Change(true);

        Server.Answer("GET", "sessions", new[] { Running });

        await EventuallyAsync(() => Assert.Contains("Tick two", list.Find("[data-testid=compare-hint]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_ServerDoesNotAnswer_SaysThatTheListComes()
    {
        Server.Unreachable("GET", "sessions");

        Render<SessionList>().WaitForElement("[data-testid=sessions-waiting]");
    }

    [Fact]
    public async Task Refresh_ServerGoesAway_WhatIsShownStays()
    {
        var list = Open();
        Server.Unreachable("GET", "sessions");
        var asked = Server.Asked.Count;

        await EventuallyAsync(() => Assert.True(Server.Asked.Count > asked + 1));

        Assert.Equal(["new", "old"], Ids(list));
    }

    private static IEnumerable<string?> Ids(IRenderedComponent<SessionList> list)
        => list.FindAll("[data-testid=session-row]").Select(r => r.GetAttribute("data-id"));

    private static AngleSharp.Dom.IElement Header(IRenderedComponent<SessionList> list, string column)
        => list.Find($"[data-testid=sort-{column}]").ParentElement!;

    private IRenderedComponent<SessionList> Open()
    {
        Server.Answer("GET", "sessions", new[] { Stopped, Running });
        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=session-row]");
        return list;
    }
}
