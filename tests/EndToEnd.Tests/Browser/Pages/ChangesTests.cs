using System.Diagnostics;
using System.Globalization;
using Damon.Contracts.Rest;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What has changed, marked, listed, gone to and compared with what was before, of processes that do change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ChangesTests(BrowserStack stack)
{
    private const long PhaseUs = 9_000_000;

    [Fact]
    public async Task Changes_OfAPhaseAndAnExec_AreToldGoneToAndCompared()
    {
        // All of its memory is in use, then none of it is; the other one waits for a line, so that the test says when.
        using var workload = Workload.RunNamed(BrowserStack.WorkloadName, "hot", "16", "0", "16", "5000");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "read line; exec sleep 60"]) { RedirectStandardInput = true })!;
        try
        {
            var session = await stack.Api.StartAsync(new CreateSessionRequest { Name = "Changes", Targets = [new TargetRequest(workload.Pid), new TargetRequest(shell.Id)] });
            await using var page = await stack.OpenAsync(session);
            await Wait.UntilAsync("the first phase is recorded", async () =>
                (await stack.Api.SessionAsync(session.Id)) is { FirstUs: { } first, LastUs: { } last } && last - first >= PhaseUs);
            workload.Rest();
            await shell.StandardInput.WriteLineAsync("go");

            // The page finds it by itself.
            var shift = page.Page.Locator("[data-testid=change-row][data-kind=rate]").Filter(new() { HasText = "is accessed less" });
            await Expect(shift.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Expect(page.Page.Locator("[data-testid=change-mark]").First).ToBeVisibleAsync();
            await page.Page.Locator("[data-testid=change-mark]").Last.FocusAsync();
            await Expect(page.Page.Locator("[data-testid=change-marks] .told:visible")).ToHaveCountAsync(1);

            await shift.First.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
            var view = await ViewAddress.WaitAsync(page, "the mapping is selected from then on", one => one.Select is not null);
            var select = view.Select!.Split('~');
            Assert.InRange(Convert.ToUInt64(select[2], 16), workload.Start - (1 << 20), workload.Start + (1 << 20));
            await Expect(page.Part("session-state")).ToContainTextAsync("paused");
            await Expect(page.Part("selection-use")).ToContainTextAsync(" of samples");

            // With the same length before: then it was in use, now it is not.
            await page.Part("selection-compare").ClickAsync();
            await page.Page.WaitForURLAsync("**/compare?**");
            await Expect(page.Part("compare-mapping-row").First).ToBeVisibleAsync();
            var query = System.Web.HttpUtility.ParseQueryString(new Uri(page.Page.Url).Query);
            Assert.Equal(query["afrom"], query["bto"]);
            Assert.Equal(session.Id, query["b"]);
            Assert.True(Seconds(query["ato"]) > Seconds(query["afrom"]) && Seconds(query["bfrom"]) < Seconds(query["bto"]), page.Page.Url);

            await page.Page.GotoAsync($"{stack.Stack.Address}sessions/{session.Id}?target=1");
            await Expect(page.Page.Locator("[data-testid=change-row][data-kind=exec]")).ToContainTextAsync("runs sleep instead of sh", new() { Timeout = 60_000 });
            await stack.Api.StopAsync(session.Id);
            Assert.Empty(page.Faults);
        }
        finally
        {
            shell.Kill();
        }
    }

    private static double Seconds(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
