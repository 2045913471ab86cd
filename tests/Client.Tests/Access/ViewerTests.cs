using Bunit;
using Damon.Client.Access;
using Damon.Client.Pages;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Access;

/// <summary>What is not offered to who may only look.</summary>
public sealed class ViewerTests : PageTest
{
    private static readonly string[] Changing = ["import-record", "rename-session", "edit-notes", "delete-session", "process-search"];

    private static readonly SessionResource Stopped = new() { Id = "s1", Name = "demo", State = SessionState.Stopped, Targets = [new TargetResource { Name = "hot", Pid = 12 }] };

    public ViewerTests()
    {
        Server.Answer("GET", "samplers", new[] { new SamplerResource("1", "host", "6.12", [new(OperationsKind.PageTable, true, null)]) });
        Server.Answer("GET", "processes", Array.Empty<ProcessResource>());
        Server.Answer("GET", "sessions", new[] { Stopped });
    }

    [Fact]
    public void StartPage_OfAViewer_OffersReadingOnlyAndSaysWhy()
    {
        var page = Render<StartPage>(parameters => parameters.AddCascadingValue(new Permissions("viewer", "abc")));
        page.WaitForElement("[data-testid=session-row]");

        Assert.Contains("signed in as viewer", page.WaitForElement("[data-testid=viewer-note]").TextContent, StringComparison.Ordinal);
        Assert.All(Changing, part => Assert.Empty(page.FindAll($"[data-testid={part}]")));
        Assert.Single(page.FindAll("[data-testid=export-session]"));
        Assert.DoesNotContain(Server.Asked, asked => asked.Contains("processes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData(null)]
    public void StartPage_OfAnOperator_OffersEverything(string? role)
    {
        var page = Render<StartPage>(parameters => parameters.AddCascadingValue(new Permissions(role, "abc")));
        page.WaitForElement("[data-testid=session-row]");
        page.WaitForElement("[data-testid=process-search]");

        Assert.All(Changing, part => Assert.NotEmpty(page.FindAll($"[data-testid={part}]")));
        Assert.Empty(page.FindAll("[data-testid=viewer-note]"));
    }

    [Theory]
    [InlineData("viewer", 0)]
    [InlineData("operator", 1)]
    public async Task SessionPage_ThatRuns_OffersToStopItToOperatorsOnly(string role, int times)
    {
        Server.Answer("GET", "sessions/s", RunningSessionTest.Running);

        var page = Render<SessionPage>(parameters => parameters.Add(page => page.Id, "s").AddCascadingValue(new Permissions(role, "abc")));
        await EventuallyAsync(() => page.Find("[data-testid=budget-text]"));

        Assert.Equal((times, times), (page.FindAll("[data-testid=stop-session]").Count, page.FindAll("[data-testid=change-budget]").Count));
    }
}
