using System.Net;
using Bunit;
using Damon.Client.Processes;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Processes;

public sealed class ProcessPickerTests : PageTest
{
    private static readonly ProcessResource Small = new() { Pid = 7, Name = "small", CommandLine = "small -x", User = "anna", ResidentBytes = 4096, Monitorable = true };
    private static readonly ProcessResource Big = new() { Pid = 8, Name = "big", CommandLine = "/usr/bin/big", User = "root", ResidentBytes = 1 << 30, Monitorable = true };
    private static readonly ProcessResource Kernel = new() { Pid = 9, Name = "kworker", Monitorable = false, Reason = "A kernel thread has no memory of its own." };

    public ProcessPickerTests() => Server.Answer("GET", "processes", new[] { Small, Kernel, Big });

    [Fact]
    public void Open_Processes_AreSortedByResidentSize()
    {
        var picker = Render<ProcessPicker>();
        picker.WaitForElement("[data-testid=process-row]");

        Assert.Equal(["8", "7", "9"], picker.FindAll("[data-testid=process-row]").Select(r => r.GetAttribute("data-pid")));
    }

    [Fact]
    public void Open_NotMonitorable_IsGreyedWithTheReasonAndCannotBeStarted()
    {
        var row = Render<ProcessPicker>().WaitForElement("[data-pid='9']");

        Assert.Contains("off", row.ClassList);
        Assert.Contains("A kernel thread has no memory of its own.", row.TextContent, StringComparison.Ordinal);
        Assert.True(row.QuerySelector("[data-testid=start-session]")!.HasAttribute("disabled"));
    }

    [Fact]
    public void Search_Typing_AsksOnceWhenItRests()
    {
        var picker = Render<ProcessPicker>();
        picker.WaitForElement("[data-testid=process-row]");
        Server.Answer("GET", "processes", Array.Empty<ProcessResource>());

        foreach (var text in new[] { "s", "sm", "sma" })
        {
            picker.Find("[data-testid=process-search]").Input(text);
        }

        Time.Advance(TimeSpan.FromSeconds(1));
        var empty = picker.WaitForElement("[data-testid=processes-empty]");

        Assert.Equal(["GET /api/v1/processes?limit=60", "GET /api/v1/processes?search=sma&limit=60"], Server.Asked);
        Assert.Contains("“sma”", empty.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SeveralSamplers_AsksWhichAndStartsThere()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        SamplerResource[] samplers = [new("one", "host", "6.1", []), new("two", "host", "6.1", [])];
        var picker = Render<ProcessPicker>(p => p.Add(c => c.Samplers, samplers));

        picker.Find("[data-testid=sampler]").Change("two");
        picker.WaitForElement("[data-pid='7'] [data-testid=start-session]").Click();
        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.Contains("\"sampler\":\"two\"", Server.Bodies[^1], StringComparison.Ordinal));
        Assert.Equal(["GET /api/v1/processes?limit=60&sampler=one", "GET /api/v1/processes?limit=60&sampler=two"], Server.Asked[..2]);
    }

    [Fact]
    public void Open_ServerFails_ShowsWhyAndTriesAgainWhenAsked()
    {
        Server.Problem("GET", "processes", HttpStatusCode.ServiceUnavailable, "No sampler is connected.");
        var picker = Render<ProcessPicker>();
        Assert.Contains("No sampler is connected.", picker.WaitForElement("[data-testid=problem]").TextContent, StringComparison.Ordinal);

        Server.Answer("GET", "processes", new[] { Small });
        picker.Find("[data-testid=problem] button").Click();

        picker.WaitForElement("[data-pid='7']");
        Assert.Empty(picker.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public void Sort_Header_OrdersAndSaysSo()
    {
        var picker = Render<ProcessPicker>();
        picker.WaitForElement("[data-testid=process-row]");

        picker.Find("[data-testid=sort-pid]").Click();
        Assert.Equal(["7", "8", "9"], Pids(picker));
        Assert.Equal("ascending", picker.Find("[data-testid=sort-pid]").ParentElement!.GetAttribute("aria-sort"));

        picker.Find("[data-testid=sort-name]").Click();
        Assert.Equal(["8", "9", "7"], Pids(picker));

        picker.Find("[data-testid=sort-user]").Click();
        Assert.Equal(["9", "7", "8"], Pids(picker));
    }

    [Fact]
    public void Search_ServerOutOfReach_WhatIsShownStaysAndIsAskedAgainWhenItIsBack()
    {
        var picker = Render<ProcessPicker>();
        picker.WaitForElement("[data-testid=process-row]");
        Server.Unreachable("GET", "processes");
        picker.Find("[data-testid=process-search]").Input("small");
        Time.Advance(TimeSpan.FromSeconds(1));
        picker.WaitForElement("[data-testid=problem]");
        Assert.NotEmpty(Pids(picker));

        picker.Render(p => p.Add(c => c.Reachable, false));
        Assert.Empty(picker.FindAll("[data-testid=problem]"));

        Server.Answer("GET", "processes", new[] { Small });
        picker.Render(p => p.Add(c => c.Reachable, true));
        picker.WaitForAssertion(() => Assert.Equal(["7"], Pids(picker)));
    }

    [Fact]
    public void Samplers_Change_TheProcessesAreAskedAgain()
    {
        var picker = Render<ProcessPicker>(p => p.Add(c => c.Samplers, []));
        picker.WaitForElement("[data-testid=process-row]");
        Server.Answer("GET", "processes", new[] { Small });

        picker.Render(p => p.Add(c => c.Samplers, [new SamplerResource("one", "host", "6.1", [])]));

        picker.WaitForAssertion(() => Assert.Equal(["7"], Pids(picker)));
    }

    private static IEnumerable<string?> Pids(IRenderedComponent<ProcessPicker> picker)
        => picker.FindAll("[data-testid=process-row]").Select(r => r.GetAttribute("data-pid"));
}
