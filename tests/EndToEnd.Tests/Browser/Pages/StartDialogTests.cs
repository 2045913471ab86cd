using System.Globalization;
using Damon.Model.Sessions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Choosing a process and how it is monitored.</summary>
[Collection(BrowserCollection.Name)]
public sealed class StartDialogTests(BrowserStack stack)
{
    [Fact]
    public async Task Picker_SearchedAndSorted_ShowsTheProcessesThatAre()
    {
        using var workload = BrowserStack.Another();
        await using var page = await stack.OpenAsync("/");
        var pid = workload.Pid.ToString(CultureInfo.InvariantCulture);

        await page.Part("process-search").FillAsync(BrowserStack.WorkloadName);
        await Expect(Row(page, workload)).ToBeVisibleAsync();
        var rows = page.Part("process-row");
        await Expect(rows).ToHaveCountAsync(4);
        Assert.Equal(stack.Watched.Pid.ToString(CultureInfo.InvariantCulture), await rows.First.GetAttributeAsync("data-pid"));
        await page.Part("sort-pid").ClickAsync();
        var pids = await rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.pid)");
        Assert.Equal(pids.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order(), pids.Select(text => int.Parse(text, CultureInfo.InvariantCulture)));
        await page.Part("process-search").FillAsync(pid);
        await Expect(Row(page, workload)).ToContainTextAsync("hot 32 8 8");
        await page.Part("process-search").FillAsync("no-such-process-anywhere");
        await Expect(page.Part("processes-empty")).ToContainTextAsync("No process matches");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Dialog_FilledIn_ExplainsChecksAndStartsJustThat()
    {
        using var workload = BrowserStack.Another();
        await using var page = await stack.OpenAsync("/");
        await page.Part("process-search").FillAsync(workload.Pid.ToString(CultureInfo.InvariantCulture));
        await Row(page, workload).GetByTestId("start-session").ClickAsync();
        var dialog = page.Part("start-dialog");

        // Every attribute says what it does; every way of checking is listed, with the reason when it cannot be had.
        await Expect(dialog).ToContainTextAsync("Between two access checks of a region");
        Assert.True(await dialog.Locator(".hint[id^='hint-']").CountAsync() >= 5);
        foreach (var one in (await stack.Api.SamplersAsync())[0].Operations)
        {
            var choice = page.Part($"operations-{one.Kind}");
            await Expect(choice).ToBeVisibleAsync();
            if (!one.Available)
            {
                await Expect(choice).ToContainTextAsync(one.Reason!);
                await Expect(choice.GetByRole(AriaRole.Radio)).ToBeDisabledAsync();
            }
        }

        var estimate = await page.Part("start-estimate").InnerTextAsync();
        await dialog.Locator("#option-minRegions").FillAsync("2");
        await Expect(page.Part("error-minRegions")).ToBeVisibleAsync();
        await Expect(page.Part("start-confirm")).ToBeDisabledAsync();
        await Expect(page.Part("start-obstacle")).ToBeVisibleAsync();
        await Expect(dialog.Locator("#option-minRegions")).ToHaveAttributeAsync("aria-invalid", "true");
        await dialog.Locator("#option-minRegions").FillAsync("20");
        await dialog.Locator("#option-samplingIntervalUs").FillAsync("2");
        await Expect(page.Part("error-minRegions")).ToHaveCountAsync(0);
        await Expect(page.Part("start-estimate")).Not.ToHaveTextAsync(estimate);
        await page.Part("start-name").FillAsync("By the dialog");
        await page.Part("start-confirm").ClickAsync();
        await page.Page.WaitForURLAsync("**/sessions/*");

        var session = await stack.Api.SessionAsync(new Uri(page.Page.Url).Segments[^1]);
        Assert.Equal(("By the dialog", 20, 2_000L, 100_000L), (session.Name, session.Attributes.MinRegions, session.Attributes.SamplingIntervalUs, session.Attributes.AggregationIntervalUs));
        Assert.Equal(workload.Pid, session.Targets[0].Pid);
        Assert.Equal(SessionState.Running, session.State);
        await stack.Api.StopAsync(session.Id);
        Assert.Empty(page.Faults);
    }

    private static ILocator Row(CheckedPage page, Workload workload) => page.Page.Locator($"[data-testid=process-row][data-pid='{workload.Pid}']");
}
