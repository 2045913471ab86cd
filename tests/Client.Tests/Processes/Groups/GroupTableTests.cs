using System.Net;
using Bunit;
using Damon.Client.Processes;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Processes.Groups;

/// <summary>Groups of processes, where a session is begun.</summary>
public sealed class GroupTableTests : PageTest
{
    private static readonly GroupResource Unit = new() { Kind = GroupKind.Unit, Name = "redis.service", Processes = 3, ResidentBytes = 3L << 30, LimitBytes = 4L << 30 };
    private static readonly GroupResource Cgroup = new() { Kind = GroupKind.Cgroup, Name = "/system.slice/redis.service", Processes = 3, ResidentBytes = 3L << 30 };
    private static readonly GroupResource Command = new() { Kind = GroupKind.Command, Name = "postgres", Processes = 9, ResidentBytes = 1L << 30 };
    private static readonly GroupResource Container = new() { Kind = GroupKind.Container, Name = "docker 0123456789ab", Processes = 1, ResidentBytes = 2L << 30 };

    public GroupTableTests()
    {
        Server.Answer("GET", "processes", new[] { new ProcessResource { Pid = 7, Name = "small", Monitorable = true } });
        Server.Answer("GET", "groups", new[] { Command, Cgroup, Unit, Container });
    }

    [Fact]
    public void Open_ContainersUnitsAndCommands_AreListedBySizeWithWhatIsKnown()
    {
        var picker = Open();

        Assert.Equal(["redis.service", "docker 0123456789ab", "postgres"], Names(picker));
        var row = Row(picker, "redis.service").TextContent;
        Assert.All(new[] { "3 GiB", "3 processes", "unit", "4 GiB" }, part => Assert.Contains(part, row, StringComparison.Ordinal));
        Assert.Contains("1 process", Row(picker, "docker 0123456789ab").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", picker.Find("[data-testid=pick-groups]").GetAttribute("aria-pressed"));
        Assert.Empty(picker.FindAll("[data-testid=process-row]"));
    }

    [Fact]
    public void Kind_Chosen_ListsOnlyThat()
    {
        var picker = Open();

        picker.Find("[data-testid=group-kind]").Change("Cgroup");
        Assert.Equal(["/system.slice/redis.service"], Names(picker));
        picker.Find("[data-testid=group-kind]").Change("Command");
        Assert.Equal(["postgres"], Names(picker));
        picker.Find("[data-testid=group-kind]").Change("");
        Assert.Equal(3, Names(picker).Count());
    }

    [Fact]
    public void Sort_Header_OrdersAndSaysSo()
    {
        var picker = Open();

        picker.Find("[data-testid=sort-processes]").Click();
        Assert.Equal(["postgres", "redis.service", "docker 0123456789ab"], Names(picker));
        Assert.Equal("descending", picker.Find("[data-testid=sort-processes]").ParentElement!.GetAttribute("aria-sort"));
        picker.Find("[data-testid=sort-name]").Click();
        Assert.Equal(["docker 0123456789ab", "postgres", "redis.service"], Names(picker));
        picker.Find("[data-testid=sort-limit]").Click();
        Assert.Equal("redis.service", Names(picker).First());
    }

    [Fact]
    public void Search_Typing_AsksForGroupsWhenItRests()
    {
        var picker = Open();
        Server.Answer("GET", "groups", Array.Empty<GroupResource>());

        picker.Find("[data-testid=process-search]").Input(" nothing");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("No group matches “nothing”", picker.WaitForElement("[data-testid=groups-empty]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["GET /api/v1/groups?limit=500", "GET /api/v1/groups?search=nothing&limit=500"], Server.Asked.Where(call => call.Contains("groups", StringComparison.Ordinal)));
        picker.Find("[data-testid=group-kind]").Change("Container");
        Assert.Contains("No container matches “nothing”", picker.Find("[data-testid=groups-empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_OnlyTheBiggestAreListedAndThatIsSaid()
    {
        Server.Answer("GET", "groups", Enumerable.Range(1, 200).Select(i => new GroupResource { Kind = GroupKind.Command, Name = $"c{i}", Processes = 1, ResidentBytes = i << 20 }));
        var picker = Open();

        Assert.Equal(60, Names(picker).Count());
        Assert.Equal("c200", Names(picker).First());
        Assert.Contains("The 60 biggest", picker.Find("[data-testid=groups-cut]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unfolded_ItsProcesses_AreListedWithTheirSizes()
    {
        var picker = Open();
        Server.Answer("GET", "processes", new[]
        {
            new ProcessResource { Pid = 10, Name = "redis-server", CommandLine = "redis-server *:6379", ResidentBytes = 2L << 30, Monitorable = true },
            new ProcessResource { Pid = 11, Name = "redis-rdb", Reason = "It has exited.", ResidentBytes = 1 << 20 },
        });

        Row(picker, "redis.service").QuerySelector("[data-testid=group-unfold]")!.Click();

        picker.WaitForElement("[data-testid=group-process]");
        Assert.Equal(["10", "11"], picker.FindAll("[data-testid=group-process]").Select(row => row.GetAttribute("data-pid")));
        Assert.Contains("2 GiB", picker.Find("[data-pid='10']").TextContent, StringComparison.Ordinal);
        Assert.Contains("It has exited.", picker.Find("[data-pid='11']").TextContent, StringComparison.Ordinal);
        Assert.Equal("GET /api/v1/processes?unit=redis.service&limit=50", Server.Asked[^1]);
        Assert.Equal("true", Row(picker, "redis.service").QuerySelector("[data-testid=group-unfold]")!.GetAttribute("aria-expanded"));

        Row(picker, "redis.service").QuerySelector("[data-testid=group-unfold]")!.Click();
        Assert.Empty(picker.FindAll("[data-testid=group-process]"));
    }

    [Fact]
    public void Unfolded_ItsProcessesCannotBeListed_SaysWhy()
    {
        var picker = Open();
        Server.Problem("GET", "processes", HttpStatusCode.ServiceUnavailable, "No sampler is connected.");

        Row(picker, "postgres").QuerySelector("[data-testid=group-unfold]")!.Click();

        Assert.Contains("No sampler is connected.", picker.WaitForElement("[data-testid=group-processes] [data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis.service", "\"unit\":\"redis.service\"")]
    [InlineData("postgres", "\"command\":\"postgres\"")]
    [InlineData("docker 0123456789ab", "\"container\":\"docker 0123456789ab\"")]
    public void Monitor_AGroup_IsExplainedAndStartsWithItAsTarget(string name, string target)
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();

        Row(picker, name).QuerySelector("[data-testid=start-group]")!.Click();
        var dialog = picker.Find("[data-testid=start-dialog]").TextContent;
        Assert.Contains("Monitor " + name, dialog, StringComparison.Ordinal);
        Assert.Contains("become targets too", dialog, StringComparison.Ordinal);
        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.EndsWith("/sessions/abc", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Contains(target, Server.Bodies[^1], StringComparison.Ordinal);
        Assert.Contains("\"pid\":null", Server.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Monitor_ItsProcessesHaveEnded_SaysWhatToDo()
    {
        Server.Problem("POST", "sessions", HttpStatusCode.NotFound, "No process matches the command postgres.");
        var picker = Open();

        Row(picker, "postgres").QuerySelector("[data-testid=start-group]")!.Click();
        picker.Find("[data-testid=start-dialog] form").Submit();

        var text = picker.WaitForElement("[data-testid=start-dialog] [data-testid=problem]").TextContent;
        Assert.Contains("No process matches the command postgres.", text, StringComparison.Ordinal);
        Assert.Contains("Its processes have probably ended.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SamplerAway_SaysSoAndListsWhenAskedAgain()
    {
        Server.Problem("GET", "groups", HttpStatusCode.ServiceUnavailable, "No sampler is connected.");
        var picker = Render<ProcessPicker>();
        picker.Find("[data-testid=pick-groups]").Click();
        Assert.Contains("No sampler is connected.", picker.WaitForElement("[data-testid=problem]").TextContent, StringComparison.Ordinal);

        Server.Answer("GET", "groups", new[] { Unit });
        picker.Find("[data-testid=problem] button").Click();

        picker.WaitForElement("[data-testid=group-row]");
        Assert.Empty(picker.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public void Back_ToSingleProcesses_ListsThemAnew()
    {
        var picker = Open();

        picker.Find("[data-testid=pick-processes]").Click();

        picker.WaitForElement("[data-testid=process-row]");
        Assert.Empty(picker.FindAll("[data-testid=group-row]"));
    }

    private IRenderedComponent<ProcessPicker> Open()
    {
        var picker = Render<ProcessPicker>();
        picker.WaitForElement("[data-testid=process-row]");
        picker.Find("[data-testid=pick-groups]").Click();
        picker.WaitForElement("[data-testid=group-row]");
        return picker;
    }

    private static IEnumerable<string?> Names(IRenderedComponent<ProcessPicker> picker)
        => picker.FindAll("[data-testid=group-row]").Select(row => row.GetAttribute("data-name"));

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<ProcessPicker> picker, string name) => picker.Find($"[data-name='{name}']");
}
