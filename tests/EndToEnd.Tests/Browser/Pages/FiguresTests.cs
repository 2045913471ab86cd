using System.Globalization;
using System.Text.RegularExpressions;
using Damon.Contracts.Monitoring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What stands beside the picture, against what the workload is known to do.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class FiguresTests(BrowserStack stack)
{
    private const double MiB = 1 << 20;

    [Fact]
    public async Task Replay_WorkingSetAndTiles_AreTheWorkloads()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var panel = page.Part("wss-percentiles");

        await Expect(panel.GetByRole(AriaRole.Row).First).ToBeVisibleAsync();
        var rows = await panel.GetByRole(AriaRole.Row).AllInnerTextsAsync();
        var median = Bytes(rows.First(row => row.Contains("50", StringComparison.Ordinal) || row.Contains("median", StringComparison.OrdinalIgnoreCase)));
        Assert.InRange(median, 16 * MiB * 0.9, 16 * MiB * 1.6);
        Assert.InRange(Bytes(await page.Part("working-set").InnerTextAsync()), 16 * MiB * 0.9, 16 * MiB * 1.6);

        var last = (await stack.Api.SnapshotsAsync(stack.Recorded.Id))[^1];
        await Expect(page.Part("region-count")).ToHaveTextAsync(last.Regions.Length.ToString(CultureInfo.InvariantCulture));
        await Expect(page.Part("losses")).ToHaveTextAsync("0");
        var tiles = await page.Page.Locator("dl.tiles").InnerTextAsync();
        Assert.Contains("of 1500–3000 allowed", tiles, StringComparison.Ordinal);

        // The aggregation as it came out: a busy machine makes it longer.
        Assert.Matches("5 ms / [1-9][0-9.]+ m?s", tiles);
        Assert.InRange(double.Parse((await page.Part("sampler-cpu").InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture), 0.01, 100);
    }

    [Fact]
    public async Task Lines_OtherChoice_AreNamedAndDrawn()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var picture = new Picture(page);
        var seen = new HashSet<string>();
        foreach (var kind in new[] { "Memory", "Regions", "Intervals", "Cpu" })
        {
            await page.Part("lines").SelectOptionAsync(kind);
            var path = "";

            // Short as it may be: Plotly draws what stays the same as one stroke.
            await Wait.UntilAsync($"lines of {kind} are drawn", async () =>
                (path = await LineAsync(page)).Contains('L', StringComparison.Ordinal) && seen.Add(path));
        }

        Assert.Contains("line=cpu", page.Page.Url, StringComparison.Ordinal);
        Assert.Contains("CPU", await picture.TextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Selection_DraggedOverAPart_TablesShowItsRegions()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        await page.Part("drag-select").ClickAsync();
        await ShowAllRegionsAsync(page);
        await new Picture(page).DragAsync((0.2, 0.3), (0.5, 0.6));

        var view = await ViewAddress.WaitAsync(page, "a part is selected", view => view.Select is not null);
        var parts = view.Select!.Split('~');
        var (from, to) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
        var (low, high) = (Convert.ToUInt64(parts[2], 16), Convert.ToUInt64(parts[3], 16));
        Assert.InRange(from - stack.Recorded.FirstUs!.Value, 2_000_000, 3_500_000);
        var snapshot = (await stack.Api.SnapshotsAsync(stack.Recorded.Id)).Last(one => one.StartUs < to);
        var expected = snapshot.Regions.Count(region => region.Start < high && region.End > low);
        Assert.True(expected < snapshot.Regions.Length, "The selection is a part.");
        await Expect(page.Part("region-caption")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{expected:N0} of {snapshot.Regions.Length:N0} regions"));
        await page.Part("selection-clear").ClickAsync();
        await Expect(page.Part("region-caption")).ToContainTextAsync("all monitored addresses");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task RegionTable_Sorted_IsInThatOrderAndOnlyItsVisibleRowsExist()
    {
        var last = (await stack.Api.SnapshotsAsync(stack.Recorded.Id))[^1];
        await using var page = await stack.OpenAsync(stack.Recorded);
        var grid = page.Part("region-grid");
        await ShowAllRegionsAsync(page);
        await Expect(grid).ToHaveAttributeAsync("aria-rowcount", (last.Regions.Length + 1).ToString(CultureInfo.InvariantCulture));
        Assert.True(last.Regions.Length >= 80, $"{last.Regions.Length} regions.");
        await page.Part("region-row").First.WaitForAsync();
        Assert.InRange(await page.Part("region-row").CountAsync(), 5, Math.Min(60, last.Regions.Length - 1));

        // By size, falling at the first press and rising at the second; by address from the lowest.
        await AssertFirstAsync(page, "Size", last.Regions.OrderByDescending(region => region.Size).ThenBy(region => region.Start).First());
        await AssertFirstAsync(page, "Size", last.Regions.OrderBy(region => region.Size).ThenBy(region => region.Start).First());
        await AssertFirstAsync(page, "Address", last.Regions[0]);
        await AssertFirstAsync(page, "Rate", last.Regions.OrderByDescending(region => region.NrAccesses).ThenByDescending(region => region.Size).ThenBy(region => region.Start).First());

        await grid.FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await Expect(page.Page.Locator($"[data-testid=region-row][aria-rowindex='{last.Regions.Length + 1}']")).ToBeVisibleAsync();
        Assert.InRange(await page.Part("region-row").CountAsync(), 5, Math.Min(60, last.Regions.Length - 1));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task MappingTable_HottestAndColdest_AreTheWorkloads()
    {
        await using var page = await stack.OpenAsync(stack.Recorded, "?idle=10");
        var first = page.Part("mapping-row").First;
        await Expect(first).ToContainTextAsync("anonymous");
        await Expect(first).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"0x{stack.Hot.Start:x}"));

        await page.Part("coldest").ClickAsync();
        await Expect(page.Part("coldest")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(first).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"0x{stack.Hot.Start:x}"));
        var idle = page.Part("idle-sentence");
        await Expect(idle).ToContainTextAsync("not accessed for 10 s or more");

        // 48 of its 64 MiB are never accessed, nor is most of its libraries; regions at the edges may be mixed.
        Assert.InRange(Bytes(await idle.InnerTextAsync()), 48 * MiB * 0.8, 48 * MiB * 1.25);
        await page.Part("idle-threshold").SelectOptionAsync("300");
        await Expect(idle).ToContainTextAsync("observed for only");
        Assert.Empty(page.Faults);
    }

    // Unmapped and reserved ones are hidden where there are any.
    private static async Task ShowAllRegionsAsync(CheckedPage page)
    {
        await page.Part("region-row").First.WaitForAsync();
        if (await page.Part("regions-all").CountAsync() > 0)
        {
            await page.Part("regions-all").CheckAsync();
            await page.Page.EvaluateAsync("() => scrollTo(0, 0)");
        }
    }

    private static async Task AssertFirstAsync(CheckedPage page, string column, RegionSample expected)
    {
        await page.Part("region-grid").Locator($"[data-sort={column}]").ClickAsync();
        await Expect(page.Page.Locator("[data-testid=region-row][aria-rowindex='2']"))
            .ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"0x{expected.Start:x}–0x{expected.End:x}"));
    }

    private static Task<string> LineAsync(CheckedPage page) => page.Page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('[data-testid=heatmap] .scatterlayer path.js-line')].map(line => line.getAttribute('d')).join(' ')");

    private static double Bytes(string text)
    {
        var match = Size().Match(text);
        Assert.True(match.Success, text);
        var factor = match.Groups[2].Value switch { "GiB" => 1024 * MiB, "MiB" => MiB, "KiB" => 1024.0, _ => 1 };
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * factor;
    }

    [GeneratedRegex("([0-9.]+) (GiB|MiB|KiB|B)")]
    private static partial Regex Size();
}
