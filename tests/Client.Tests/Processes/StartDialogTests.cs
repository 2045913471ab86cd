using System.Net;
using Bunit;
using Damon.Client.Processes;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Processes;

public sealed class StartDialogTests : PageTest
{
    private static readonly SamplerResource Sampler = new("one", "host", "6.12",
    [
        new(OperationsKind.Auto, true, null), new(OperationsKind.PageTable, true, null),
        new(OperationsKind.KernelDamon, false, "In use by another program."),
    ]);

    public StartDialogTests() => Server.Answer("GET", "processes", new[]
    {
        new ProcessResource { Pid = 7, Name = "small", CommandLine = "small -x", User = "anna", ResidentBytes = 3 << 20, Monitorable = true },
        new ProcessResource { Pid = 8, Name = "other", User = "anna", Monitorable = true },
    });

    [Fact]
    public void Open_Process_IsNamedWithEverythingKnown()
    {
        var text = Open().Find("[data-testid=start-dialog]").TextContent;

        foreach (var part in new[] { "Monitor small", "pid 7", "user anna", "3 MiB resident", "small -x" })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_Dialog_HasRoleNameAndFocusOnStart()
    {
        var dialog = Open().Find("[data-testid=start-dialog]");

        Assert.Equal("dialog", dialog.GetAttribute("role"));
        Assert.Equal("true", dialog.GetAttribute("aria-modal"));
        Assert.Equal("Monitor small", dialog.QuerySelector("#" + dialog.GetAttribute("aria-labelledby"))!.TextContent);
        Assert.True(dialog.QuerySelector("[data-testid=start-confirm]")!.HasAttribute("autofocus"));
    }

    [Fact]
    public void Open_EveryAttribute_HasUnitDefaultRangeAndCost()
    {
        var dialog = Open();

        foreach (var (field, words) in new[]
        {
            ("samplingIntervalUs", "Default 5 ms; from 0.5 ms up to the aggregation interval. Half of it costs twice the CPU."),
            ("aggregationIntervalUs", "Default 100 ms; at least the sampling interval."),
            ("updateIntervalUs", "Default 1 s; from the sampling interval up to a day. Cheap."),
            ("minRegions", "Default 10; at least 3."),
            ("maxRegions", "Default 1000; from the fewest up to 60000."),
        })
        {
            var input = dialog.Find("#option-" + field);
            Assert.Contains(words, dialog.Find("#" + input.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_Defaults_SendsNothingButTheTargetAndOpensTheSession()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();

        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.EndsWith("/sessions/abc", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Contains("\"pid\":7", Server.Bodies[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("samplingIntervalUs\":5", Server.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Start_EverythingSet_IsSent()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();
        picker.Find("[data-testid=start-name]").Input("night");
        picker.Find("#option-samplingIntervalUs").Input("2,5");
        picker.Find("[data-testid=follow-children]").Change(true);
        picker.Find("[data-testid=operations-PageTable] input").Change("PageTable");

        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.Contains("POST /api/v1/sessions", Server.Asked));
        foreach (var part in new[] { "\"name\":\"night\"", "\"samplingIntervalUs\":2500", "\"followChildren\":true", "\"operations\":\"pageTable\"" })
        {
            Assert.Contains(part, Server.Bodies[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Change_Invalid_SaysWhyAtTheFieldAndStartCannotBePressed()
    {
        var picker = Open();

        picker.Find("#option-minRegions").Input("2");

        Assert.Contains("at least 3", picker.Find("[data-testid=error-minRegions]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", picker.Find("#option-minRegions").GetAttribute("aria-invalid"));
        Assert.True(picker.Find("[data-testid=start-confirm]").HasAttribute("disabled"));
        Assert.Contains("marked fields", picker.Find("[data-testid=start-obstacle]").TextContent, StringComparison.Ordinal);

        picker.Find("[data-testid=start-dialog] form").Submit();
        Assert.DoesNotContain("POST /api/v1/sessions", Server.Asked);

        picker.Find("#option-minRegions").Input("3");
        Assert.False(picker.Find("[data-testid=start-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public void Change_NoNumber_StaysAsTypedAndIsRefused()
    {
        var picker = Open();

        picker.Find("#option-maxRegions").Input("many");

        Assert.Equal("many", picker.Find("#option-maxRegions").GetAttribute("value"));
        Assert.Contains("Give a number", picker.Find("[data-testid=error-maxRegions]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_AllAreListedAutomaticFirst_UnavailableWithTheReason()
    {
        var kinds = Open().FindAll("fieldset label");

        Assert.StartsWith("automatic", kinds[0].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(3, kinds.Count);
        Assert.True(kinds[0].QuerySelector("input")!.HasAttribute("checked"));
        Assert.Contains("In use by another program.", kinds[2].TextContent, StringComparison.Ordinal);
        Assert.True(kinds[2].QuerySelector("input")!.HasAttribute("disabled"));
    }

    [Fact]
    public void Operations_NoneAvailable_StartSaysWhyNot()
    {
        var picker = Open(Sampler with { Operations = [new(OperationsKind.PageTable, false, "libbpf is missing.")] });

        Assert.True(picker.Find("[data-testid=start-confirm]").HasAttribute("disabled"));
        Assert.Contains("no way to check access", picker.Find("[data-testid=start-obstacle]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Tune_Off_HidesItsFields_On_ExplainsAndSendsThem()
    {
        Server.Answer("POST", "sessions", new SessionResource { Id = "abc" }, HttpStatusCode.Created);
        var picker = Open();
        Assert.Empty(picker.FindAll("[data-testid=tuning]"));

        picker.Find("[data-testid=tune]").Change(true);
        Assert.Contains("Default 4 %", picker.Find("[data-testid=tuning]").TextContent, StringComparison.Ordinal);
        picker.Find("#option-intervalsGoal-accessBp").Input("5");
        picker.Find("[data-testid=start-dialog] form").Submit();

        picker.WaitForAssertion(() => Assert.Contains("\"accessBp\":500", Server.Bodies[^1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Choose another process")]
    [InlineData(HttpStatusCode.NotFound, "has probably ended")]
    [InlineData(HttpStatusCode.Conflict, "Open the running session")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Choose other operations")]
    [InlineData(HttpStatusCode.TooManyRequests, "Wait a little")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Start the sampler")]
    [InlineData(HttpStatusCode.InternalServerError, "log says more")]
    public void Start_Refused_SaysWhatHappenedAndWhatToDoAndKeepsWhatWasSet(HttpStatusCode status, string advice)
    {
        Server.Problem("POST", "sessions", status, "What the server says.");
        var picker = Open();
        picker.Find("#option-maxRegions").Input("77");

        picker.Find("[data-testid=start-dialog] form").Submit();

        var text = picker.WaitForElement("[data-testid=start-dialog] [data-testid=problem]").TextContent;
        Assert.Contains("What the server says.", text, StringComparison.Ordinal);
        Assert.Contains(advice, text, StringComparison.Ordinal);
        Assert.Equal("77", picker.Find("#option-maxRegions").GetAttribute("value"));
        Assert.False(picker.Find("[data-testid=start-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public void Start_ServerOutOfReach_SaysSoAndKeepsWhatWasSet()
    {
        Server.Unreachable("POST", "sessions");
        var picker = Open();
        picker.Find("[data-testid=start-name]").Input("night");

        picker.Find("[data-testid=start-dialog] form").Submit();

        Assert.Contains("cannot be reached", picker.WaitForElement("[data-testid=problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal("night", picker.Find("[data-testid=start-name]").GetAttribute("value"));
    }

    [Fact]
    public void Start_FieldRefusedByTheServer_SaysSoAtTheField()
    {
        Server.Problem("POST", "sessions", HttpStatusCode.BadRequest, "The request has a fault.", new Dictionary<string, string[]>
        {
            ["attributes.maxRegions"] = ["Too many for this host."],
            ["operations"] = ["Not built yet."],
            ["targets[0].pid"] = ["No such pid."],
        });
        var picker = Open();

        picker.Find("[data-testid=start-dialog] form").Submit();

        Assert.Equal("Too many for this host.", picker.WaitForElement("[data-testid=error-maxRegions]").TextContent);
        Assert.Equal("Not built yet.", picker.Find("[data-testid=error-operations]").TextContent);
        Assert.Contains("No such pid.", picker.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Close_EscapeOrCancel_StartsNothingAndTheSettingsStayForTheNext()
    {
        var picker = Open();
        picker.Find("[data-testid=start-name]").Input("night");
        picker.Find("#option-maxRegions").Input("77");

        picker.Find("[data-testid=start-dialog]").TriggerEvent("oncancel", EventArgs.Empty);
        Assert.Empty(picker.FindAll("dialog"));

        picker.Find("[data-pid='8'] [data-testid=start-session]").Click();
        Assert.Equal("77", picker.Find("#option-maxRegions").GetAttribute("value"));
        Assert.Equal("", picker.Find("[data-testid=start-name]").GetAttribute("value"));

        picker.Find("[data-testid=start-defaults]").Click();
        Assert.Equal("", picker.Find("#option-maxRegions").GetAttribute("value"));

        picker.Find("[data-testid=start-cancel]").Click();
        Assert.Empty(picker.FindAll("dialog"));
        Assert.DoesNotContain("POST /api/v1/sessions", Server.Asked);
    }

    private static string Estimate(IRenderedComponent<ProcessPicker> picker)
        => string.Join(' ', picker.Find("[data-testid=start-estimate]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<ProcessPicker> Open(SamplerResource? sampler = null)
    {
        var picker = Render<ProcessPicker>(p => p.Add(c => c.Samplers, [sampler ?? Sampler]));
        picker.WaitForElement("[data-pid='7'] [data-testid=start-session]").Click();
        return picker;
    }
}
