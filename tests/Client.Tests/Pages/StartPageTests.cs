using System.Net;
using Bunit;
using Damon.Client.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Pages;

public sealed class StartPageTests : PageTest
{
    private static readonly SamplerResource Sampler = new("1", "host", "6.12",
        [new(OperationsKind.PageTable, true, null), new(OperationsKind.KernelDamon, false, "In use by another program.")]);

    public StartPageTests()
    {
        Server.Answer("GET", "samplers", new[] { Sampler });
        Server.Answer("GET", "processes", Array.Empty<ProcessResource>());
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
    }

    [Fact]
    public void Open_NothingThere_SaysWhatToDo()
    {
        var page = Render<StartPage>();

        page.WaitForElement("[data-testid=sessions-empty]");
        page.WaitForElement("[data-testid=processes-empty]");
        Assert.Contains("Nothing has been recorded yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ServerStillThinking_SaysItLoads()
    {
        Server.Hang("GET", "processes");
        Server.Hang("GET", "sessions");

        var page = Render<StartPage>();

        page.WaitForElement("[data-testid=processes-loading]");
        page.WaitForElement("[data-testid=sessions-loading]");
    }

    [Fact]
    public void Open_NoToken_SaysToOpenThePrintedAddressAndNothingElse()
    {
        foreach (var path in new[] { "samplers", "processes", "sessions" })
        {
            Server.Answer("GET", path, null, HttpStatusCode.Unauthorized);
        }

        var page = Render<StartPage>();

        Assert.Contains("?token=", page.WaitForElement("[data-testid=unauthorized]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public void Open_NoSampler_SaysHowToStartOne()
    {
        Server.Answer("GET", "samplers", Array.Empty<SamplerResource>());
        Server.Problem("GET", "processes", HttpStatusCode.ServiceUnavailable, "No sampler is connected.");

        var page = Render<StartPage>();

        Assert.Contains("Start the sampler", page.WaitForElement("[data-testid=no-sampler]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoOperationsAvailable_SaysSoWithEveryReason()
    {
        Server.Answer("GET", "samplers", new[] { Sampler with { Operations = [new(OperationsKind.PageTable, false, "libbpf is missing: apt-get install libbpf1.")] } });

        var page = Render<StartPage>();

        page.WaitForElement("[data-testid=no-operations]");
        Assert.Contains("apt-get install libbpf1", page.Find("[data-testid=samplers]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Sampler_ListsItsOperationsWithReasons()
    {
        var text = Render<StartPage>().WaitForElement("[data-testid=samplers] ul").TextContent;

        Assert.Contains("page table", text, StringComparison.Ordinal);
        Assert.Contains("In use by another program.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ServerGoesAndComesBack_SaysSoKeepsWhatIsShownAndGoesOn()
    {
        Server.Answer("GET", "processes", new[] { new ProcessResource { Pid = 7, Name = "small", Monitorable = true } });
        var page = Render<StartPage>();
        page.WaitForElement("[data-testid=process-row]");
        Server.Unreachable("GET", "samplers");
        Server.Unreachable("GET", "sessions");

        await EventuallyAsync(() => Assert.Contains("trying again", page.Find("[data-testid=unreachable]").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("[data-testid=process-row]"));
        Assert.NotEmpty(page.FindAll("[data-testid=samplers] ul"));

        Server.Answer("GET", "samplers", new[] { Sampler });
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
        await EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=unreachable]")));
    }

    [Fact]
    public async Task Open_ServerNotThereYet_SaysSoOnceAndShowsEverythingWhenItComes()
    {
        foreach (var path in new[] { "samplers", "processes", "sessions" })
        {
            Server.Unreachable("GET", path);
        }

        var page = Render<StartPage>();
        page.WaitForElement("[data-testid=unreachable]");
        Assert.Single(page.FindAll("[role=alert]"));

        Server.Answer("GET", "samplers", new[] { Sampler });
        Server.Answer("GET", "processes", Array.Empty<ProcessResource>());
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
        await EventuallyAsync(() =>
        {
            Assert.Empty(page.FindAll("[data-testid=unreachable]"));
            page.Find("[data-testid=processes-empty]");
            page.Find("[data-testid=sessions-empty]");
        });
    }

    [Fact]
    public async Task Refresh_ProcessIsBeingChosen_TheDialogStays()
    {
        Server.Answer("GET", "processes", new[] { new ProcessResource { Pid = 7, Name = "small", Monitorable = true } });
        var page = Render<StartPage>();
        page.WaitForElement("[data-testid=start-session]").Click();
        page.Find("[data-testid=start-name]").Input("half a na");

        Server.Answer("GET", "samplers", Array.Empty<SamplerResource>());
        await EventuallyAsync(() => page.Find("[data-testid=no-sampler]"));

        Assert.Equal("half a na", page.Find("[data-testid=start-name]").GetAttribute("value"));
    }
}
