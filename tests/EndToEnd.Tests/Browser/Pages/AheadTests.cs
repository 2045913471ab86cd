using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What a picture is drawn with is on its way before the program asks for it, and comes once.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AheadTests(BrowserStack stack)
{
    private const string Plotly = "plotly-basic";

    private const string Scripts = "name => performance.getEntriesByType('resource').filter(entry => entry.name.includes(name)).map(entry => entry.startTime)";

    [Fact]
    public async Task PageWithPictures_Opened_HasPlotlyOnceAndBeforeTheSession()
    {
        await using var page = await stack.OpenAsync("/", anew: true);
        await page.Page.GotoAsync($"{stack.Stack.Address}sessions/{stack.Recorded.Id}");
        await page.WaitForCellsAsync("the picture is there", cells => cells.NonEmpty > 0);

        var came = Assert.Single(await page.Page.EvaluateAsync<double[]>(Scripts, Plotly));
        var asked = await page.Page.EvaluateAsync<double[]>(Scripts, $"/api/v1/sessions/{stack.Recorded.Id}");
        Assert.True(came < asked.Min(), $"Plotly was asked for {came:0} ms after the page, its session {asked.Min():0} ms.");
        Assert.Equal(1, await page.Page.Locator("script[src*='" + Plotly + "']").CountAsync());
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task PageWithoutPictures_Opened_RunsNoPlotly()
    {
        await using var page = await stack.OpenAsync("/", anew: true);
        await Assertions.Expect(page.Page.Locator($"link[rel=prefetch][href*='{Plotly}']")).ToHaveCountAsync(1);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.Plotly === undefined"));
    }
}
