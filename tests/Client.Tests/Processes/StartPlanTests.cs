using System.Net;
using Bunit;
using Damon.Client.Processes;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Processes;

/// <summary>Plan and budget in the start dialog.</summary>
public sealed class StartPlanTests : PageTest
{
    private static readonly SamplerResource Sampler = new("one", "host", "6.12", [new(OperationsKind.PageTable, true, null)]);

    public StartPlanTests() => Server.Answer("GET", "processes", new[]
    {
        new ProcessResource { Pid = 7, Name = "small", CommandLine = "small -x", User = "anna", ResidentBytes = 3 << 20, Monitorable = true },
    });

    [Theory]
    [InlineData("2.")]
    [InlineData("2.50")]
    [InlineData("2,5")]
    public void Change_Number_StaysAsTyped(string typed)
    {
        var picker = Open();

        picker.Find("#option-samplingIntervalUs").Input(typed);

        Assert.Equal(typed, picker.Find("#option-samplingIntervalUs").GetAttribute("value"));
        Assert.Empty(picker.FindAll(".field-error"));
    }

    [Fact]
    public void Estimate_FollowsTheFields()
    {
        var picker = Open();
        picker.Find("[data-testid=plan-Kernel] input").Change("Kernel");
        Assert.Contains("at most about 200,000 page checks a second and 206 MiB of history an hour", Estimate(picker), StringComparison.Ordinal);

        picker.Find("#option-maxRegions").Input("100");
        Assert.Contains("at most about 20,000 page checks a second and 20.6 MiB of history an hour", Estimate(picker), StringComparison.Ordinal);

        picker.Find("#option-aggregationIntervalUs").Input("200");
        Assert.Contains("10.3 MiB", Estimate(picker), StringComparison.Ordinal);
        Assert.Contains("one of 40 steps", Estimate(picker), StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_OfTheAdaptivePlan_IsItsBudget()
    {
        var picker = Open();
        Assert.Contains("at most 1 % of a core for the sampler, at most 1 % of the target's CPU time, and 378 MiB of history an hour", Estimate(picker), StringComparison.Ordinal);

        picker.Find("#option-budget-samplerPercent").Input("2.5");
        picker.Find("#option-budget-targetPercent").Input("0");

        Assert.Contains("at most 2.5 % of a core for the sampler, any share of the target's CPU time, and", Estimate(picker), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithABudget_SendsItWithoutThePlanThatIsTheStandard()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();
        picker.Find("#option-budget-samplerPercent").Input("2,5");

        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.Contains("POST /api/v1/sessions", Server.Asked));
        Assert.Contains("\"plan\":null,\"budget\":{\"samplerPercent\":2.5,\"targetPercent\":null}", Server.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithTheKernelsPlan_HasNoBudget()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();
        picker.Find("#option-budget-samplerPercent").Input("300");
        Assert.Contains("0 (no bound) to 100", picker.Find("[data-testid='error-budget.samplerPercent']").TextContent, StringComparison.Ordinal);
        Assert.True(picker.Find("[data-testid=start-confirm]").HasAttribute("disabled"));

        picker.Find("[data-testid=plan-Kernel] input").Change("Kernel");
        Assert.Empty(picker.FindAll("[data-testid=budget]"));
        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.Contains("POST /api/v1/sessions", Server.Asked));
        Assert.Contains("\"plan\":\"kernel\",\"budget\":null", Server.Bodies[^1], StringComparison.Ordinal);
    }

    private static string Estimate(IRenderedComponent<ProcessPicker> picker)
        => string.Join(' ', picker.Find("[data-testid=start-estimate]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<ProcessPicker> Open()
    {
        var picker = Render<ProcessPicker>(p => p.Add(c => c.Samplers, [Sampler]));
        picker.WaitForElement("[data-pid='7'] [data-testid=start-session]").Click();
        return picker;
    }
}
