using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>A record that is imported in the page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ImportTests(BrowserStack stack)
{
    [Fact]
    public async Task Import_ARecordOfDamos_IsShownLikeARecording_AndAFaultyOneSaysWhere()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "night.damo");
        await File.WriteAllBytesAsync(file, await stack.Api.FileAsync(stack.Recorded.Id, "damo"), TestContext.Current.CancellationToken);
        await using var page = await stack.OpenAsync("/");
        await page.Part("import-record").ClickAsync();
        await Expect(page.Part("import-file")).ToBeFocusedAsync();

        await page.Part("import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "faulty.json",
            MimeType = "application/json",
            Buffer = """[{ "snapshots": [{ "end_time": 5000, "regions": [{ "start": 8192, "end": 4096, "nr_accesses": { "samples": 1 } }] }] }]"""u8.ToArray(),
        });
        await page.Part("import-send").ClickAsync();
        await Expect(page.Part("problem")).ToContainTextAsync("record 1, snapshot 1, region 1: end 0x1000 is not above start 0x2000");
        await page.Part("import-file").SetInputFilesAsync(file);
        await Expect(page.Part("problem")).ToHaveCountAsync(0);
        await page.Part("import-send").ClickAsync();

        await page.Page.WaitForURLAsync(address => address.Contains("/sessions/", StringComparison.Ordinal) && !address.Contains(stack.Recorded.Id, StringComparison.Ordinal));
        await page.WaitForCellsAsync("the record's picture is there", cells => cells.NonEmpty > 0);
        var imported = (await stack.Api.SessionsAsync()).Single(session => session.Name == "night.damo");
        Assert.Equal((stack.Recorded.SnapshotCount, stack.Recorded.FirstUs, stack.Recorded.LastUs), (imported.SnapshotCount, imported.FirstUs, imported.LastUs));
        Assert.Equal(["target 0", "target 1"], imported.Targets.Select(target => target.Name));

        // The refusal is an answer of the server, which browsers complain of.
        Assert.All(page.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
        await stack.Api.DeleteAsync(imported.Id);
    }
}
