using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What can be done with recordings on the start page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SessionListTests(BrowserStack stack)
{
    [Fact]
    public async Task Filter_ByTextAndState_ShowsWhatFits()
    {
        await using var page = await stack.OpenAsync("/");
        await Expect(Row(page, stack.Recorded.Id)).ToBeVisibleAsync();
        await Expect(Row(page, stack.Running.Id)).ToBeVisibleAsync();

        await page.Part("session-filter").FillAsync("two proc");
        await Expect(page.Part("session-row")).ToHaveCountAsync(1);
        await Expect(Row(page, stack.Recorded.Id)).ToBeVisibleAsync();
        await page.Part("session-filter").FillAsync("no such thing");
        await Expect(page.Part("sessions-no-match")).ToContainTextAsync("fits the filter");
        await page.Part("session-filter").FillAsync("");
        await page.Part("session-choice").SelectOptionAsync("Running");
        await Expect(Row(page, stack.Running.Id)).ToBeVisibleAsync();
        await Expect(Row(page, stack.Recorded.Id)).ToHaveCountAsync(0);
        await page.Part("session-choice").SelectOptionAsync("Ended");
        await Expect(Row(page, stack.Running.Id)).ToHaveCountAsync(0);
        await Expect(Row(page, stack.Recorded.Id)).ToBeVisibleAsync();
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task List_OfManySessions_LeavesTheProcessesInTheWindow(int width, int height)
    {
        await using var page = await stack.OpenAsync("/", width, height);
        await Expect(Row(page, stack.Recorded.Id)).ToBeVisibleAsync();

        await page.Page.EvaluateAsync("""
            () => {
                const rows = document.querySelector('[data-testid=session-row]').parentElement;
                for (let i = 0; i < 50; i++) {
                    rows.append(rows.firstElementChild.cloneNode(true));
                }
            }
            """);

        await Expect(page.Part("process-search")).ToBeInViewportAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Row_RenamedNotedAndDeleted_IsSoOnTheServer()
    {
        using var workload = BrowserStack.Another();
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 3);
        await stack.Api.StopAsync(session.Id);
        await using var page = await stack.OpenAsync("/");
        var row = Row(page, session.Id);

        // The old name is selected: what is typed takes its place.
        await row.GetByTestId("rename-session").ClickAsync();
        await Expect(page.Part("rename-field")).ToBeFocusedAsync();
        await page.Page.Keyboard.InsertTextAsync("Called otherwise");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(row.GetByRole(AriaRole.Link).First).ToHaveTextAsync("Called otherwise");
        await row.GetByTestId("edit-notes").ClickAsync();
        await page.Part("notes-field").FillAsync("Seen on a Tuesday");
        await page.Part("notes-save").ClickAsync();
        await Expect(row.GetByTestId("session-notes")).ToContainTextAsync("Seen on a Tuesday");
        var now = await stack.Api.SessionAsync(session.Id);
        Assert.Equal(("Called otherwise", "Seen on a Tuesday"), (now.Name, now.Notes));

        await row.GetByTestId("delete-session").ClickAsync();
        await Expect(page.Part("delete-loss")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{now.SnapshotCount:N0} snapshots"));
        await page.Part("delete-keep").ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        Assert.Equal(now.Id, (await stack.Api.SessionAsync(session.Id)).Id);
        await row.GetByTestId("delete-session").ClickAsync();
        await page.Part("delete-confirm").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Assert.ThrowsAnyAsync<Exception>(() => stack.Api.SessionAsync(session.Id));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Export_EveryFormat_ArrivesAndHoldsAllSnapshots()
    {
        await using var page = await stack.OpenAsync("/");
        await Row(page, stack.Headless.Id).GetByTestId("export-session").ClickAsync();

        var json = await DownloadAsync(page, "export-json");
        using var document = JsonDocument.Parse(json);
        var csv = System.Text.Encoding.UTF8.GetString(await DownloadAsync(page, "export-csv"));
        using var damo = JsonDocument.Parse(Inflate(await DownloadAsync(page, "export-damo")));
        using var zip = new ZipArchive(new MemoryStream(await DownloadAsync(page, "export-damoZip")));
        var parquet = await DownloadAsync(page, "export-parquet");

        var snapshots = await stack.Api.SnapshotsAsync(stack.Headless.Id);
        Assert.Contains(stack.Headless.Id, document.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Equal(snapshots.Sum(snapshot => snapshot.Regions.Length) + 1, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var record = damo.RootElement.ValueKind == JsonValueKind.Array ? damo.RootElement[0] : damo.RootElement;
        Assert.Equal(snapshots.Count, record.GetProperty("snapshots").GetArrayLength());
        Assert.Equal(2, zip.Entries.Count);
        Assert.Equal(("PAR1", "PAR1"), (System.Text.Encoding.ASCII.GetString(parquet[..4]), System.Text.Encoding.ASCII.GetString(parquet[^4..])));
        await page.Part("export-close").ClickAsync();
        Assert.Empty(page.Faults);
    }

    internal static ILocator Row(CheckedPage page, string id) => page.Page.Locator($"[data-testid=session-row][data-id='{id}']");

    private static async Task<byte[]> DownloadAsync(CheckedPage page, string part)
    {
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Part(part).ClickAsync());
        return await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
    }

    private static byte[] Inflate(byte[] packed)
    {
        using var plain = new MemoryStream();
        using (var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            stream.CopyTo(plain);
        }

        return plain.ToArray();
    }
}
