using System.Net;
using System.Threading.Channels;
using Bunit;
using Damon.Client.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Pages;

/// <summary>What a running session costs, and what it may cost, on its page.</summary>
public sealed class SessionCostTests : RunningSessionTest
{
    [Fact]
    public async Task Cost_Told_StandsBesideItsBudgetAndSaysWhatLimitsThePicture()
    {
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => Assert.Equal("12 KiB", page.Find("[data-testid=working-set]").TextContent));
        Assert.Empty(page.FindAll("[data-testid=target-loss]"));
        Assert.Contains("1 % of a core for the sampler, 1 % of its CPU time for the target", page.Find("[data-testid=budget-text]").TextContent, StringComparison.Ordinal);

        await TellAsync(Running with { Cost = new SessionCost { SamplerPercent = 0.756, TargetPercent = 0.5, ClearsPerSecond = 1_234, ChecksPerSecond = 56_789, CycleSeconds = 2.5, LimitedBy = "A budget of 2 % would allow 9." } });

        await EventuallyAsync(() => Assert.Equal("0.76 %", page.Find("[data-testid=sampler-cpu]").TextContent));
        Assert.Equal("of one CPU; budget 1 %", page.Find("[data-testid=sampler-budget]").TextContent);
        Assert.Equal("0.50 %", page.Find("[data-testid=target-loss]").TextContent);
        Assert.Equal("of its CPU time, estimated; budget 1 %", page.Find("[data-testid=target-budget]").TextContent);
        Assert.Equal(("1,234", "cleared a second; 56,789 checks; all anew every 2.5 s"), (page.Find("[data-testid=clears]").TextContent, page.Find("[data-testid=checks]").TextContent));
        Assert.Equal("A budget of 2 % would allow 9.", page.Find("[data-testid=limited-by]").TextContent);
    }

    [Fact]
    public async Task Cost_OfTheKernelsPlan_HasNoBudget()
    {
        var page = await OpenLiveAsync();

        await TellAsync(Running with { Attributes = new AttributesMessage { Plan = SamplingPlan.Kernel }, Cost = new SessionCost { SamplerPercent = 35 } });

        await EventuallyAsync(() => Assert.Equal("35.00 %", page.Find("[data-testid=sampler-cpu]").TextContent));
        Assert.DoesNotContain("budget", page.Find("[data-testid=sampler-budget]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=cost-note]"));
    }

    [Fact]
    public async Task Budget_Changed_IsSentAndTheDialogGoes()
    {
        Server.Answer("PATCH", "sessions/s/attributes", Running);
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => page.Find("[data-testid=change-budget]"));
        await page.Find("[data-testid=change-budget]").ClickAsync(new());
        await EventuallyAsync(() => page.Find("[data-testid=budget-dialog]"));

        page.Find("#option-budget-targetPercent").Input("101");
        await EventuallyAsync(() => Assert.True(page.Find("[data-testid=budget-save]").HasAttribute("disabled")));
        page.Find("#option-budget-targetPercent").Input("0");
        page.Find("#option-budget-samplerPercent").Input("2.5");
        page.Find("[data-testid=budget-dialog] form").Submit();

        await EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=budget-dialog]")));
        Assert.Contains("\"budget\":{\"samplerPercent\":2.5,\"targetPercent\":0}", Server.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budget_Refused_SaysWhyAndTheDialogStays()
    {
        Server.Problem("PATCH", "sessions/s/attributes", HttpStatusCode.ServiceUnavailable, "The sampler is away.");
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => page.Find("[data-testid=change-budget]"));
        await page.Find("[data-testid=change-budget]").ClickAsync(new());
        await EventuallyAsync(() => page.Find("[data-testid=budget-dialog]"));

        page.Find("[data-testid=budget-dialog] form").Submit();

        await EventuallyAsync(() => Assert.Contains("The sampler is away.", page.Find("[data-testid=budget-error]").TextContent, StringComparison.Ordinal));
    }

    private Task<IRenderedComponent<SessionPage>> OpenLiveAsync() => OpenLiveAsync(Snapshots.Estimated(10));
}
