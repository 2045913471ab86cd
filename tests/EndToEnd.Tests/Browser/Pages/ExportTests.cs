using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What the session page saves as files.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExportTests(BrowserStack stack)
{
    [Fact]
    public async Task Png_OfThePicture_HasItsSizeAxesLegendAndColours()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var box = (await page.Part("heatmap").BoundingBoxAsync())!;

        var (name, png) = await DownloadAsync(page, "save-png");

        Assert.EndsWith(".png", name, StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(width >= box.Width && height > box.Height, $"{width} x {height}");
        var colours = await ColoursAsync(page, png);
        Assert.True(colours.All > 60, $"{colours.All} colours.");
        Assert.True(colours.Left > 10, "Left of the picture stand addresses.");
        Assert.True(colours.Bottom > 10, "Below it stands the legend.");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task RowsAndSelection_SavedAsCsvAndJson_AreJustTheSelectedRegions()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        await page.Part("drag-select").ClickAsync();
        await new Picture(page).DragAsync((0.3, 0.3), (0.5, 0.6));
        var view = await ViewAddress.WaitAsync(page, "a part is selected", view => view.Select is not null);
        var select = view.Select!.Split('~');
        var (from, to) = (long.Parse(select[0], CultureInfo.InvariantCulture), long.Parse(select[1], CultureInfo.InvariantCulture));
        var (low, high) = (Convert.ToUInt64(select[2], 16), Convert.ToUInt64(select[3], 16));
        var selected = (await stack.Api.SnapshotsAsync(stack.Recorded.Id)).Where(one => one.StartUs < to && one.EndUs > from)
            .Select(one => (one.StartUs, Regions: one.Regions.Where(region => region.Start < high && region.End > low).ToArray())).ToArray();
        var shown = selected[^1].Regions;
        await Expect(page.Part("region-caption")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{shown.Length:N0} of "));
        await page.Part("region-grid").Locator("[data-sort=Address]").ClickAsync();
        await Expect(page.Part("region-row").First).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"0x{shown[0].Start:x}–"));
        await Expect(page.Part("region-row").First).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"({shown[0].Age})"));

        var csv = Lines((await DownloadAsync(page, "export-csv")).Content);
        Assert.Equal(shown.Select(region => $"{Hex(region.Start)} {Hex(region.End)} {region.NrAccesses} {region.Age}"),
            csv.Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[0]} {cells[1]} {cells[^5]} {cells[^2]}"));
        using var rows = JsonDocument.Parse((await DownloadAsync(page, "export-json")).Content);
        Assert.Equal(shown.Select(region => (Hex(region.Start), Hex(region.End), region.NrAccesses)), rows.RootElement.EnumerateArray()
            .Select(row => (row.GetProperty("start").GetString()!, row.GetProperty("end").GetString()!, row.GetProperty("nrAccesses").GetInt32())));

        // All snapshots of the selection come from the server.
        var lines = Lines((await DownloadAsync(page, "selection-csv")).Content);
        Assert.Equal(selected.Sum(one => one.Regions.Length), lines.Length - 1);
        using var whole = JsonDocument.Parse((await DownloadAsync(page, "selection-json")).Content);
        Assert.Equal(selected.Select(one => one.StartUs), Starts(whole.RootElement));
        Assert.Empty(page.Faults);
    }

    private static IEnumerable<long> Starts(JsonElement document) => document.GetProperty("snapshots").EnumerateArray()
        .Select(snapshot => snapshot.GetProperty("startUs").GetInt64());

    private static string[] Lines(byte[] text) => System.Text.Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Hex(ulong address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");

    private static async Task<(string Name, byte[] Content)> DownloadAsync(CheckedPage page, string part)
    {
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Part(part).ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken));
    }

    // Different colours in all, in the left tenth of the middle, and in the lowest strip.
    private static async Task<(int All, int Left, int Bottom)> ColoursAsync(CheckedPage page, byte[] png)
    {
        var counts = await page.Page.EvaluateAsync<int[]>("""
            async text => {
                const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
                const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
                const canvas = new OffscreenCanvas(image.width, image.height);
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const count = (...place) => new Set(new Uint32Array(context.getImageData(...place.map(Math.floor)).data.buffer)).size;
                return [
                    count(0, 0, image.width, image.height),
                    count(0, image.height * 0.3, 200, image.height * 0.4),
                    count(0, image.height - 44, image.width / 2, 44),
                ];
            }
            """, Convert.ToBase64String(png));
        return (counts[0], counts[1], counts[2]);
    }
}
