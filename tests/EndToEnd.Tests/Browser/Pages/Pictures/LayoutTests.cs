using System.Text.Json.Serialization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Pictures;

/// <summary>Where things stand on a session's page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LayoutTests(BrowserStack stack)
{
    private static readonly int[] Widths = [390, 1280, 1440, 1920, 2560];

    /// <summary>Of every table and grid shown the columns whose heads do not stand over their first row's cells.</summary>
    private const string Crooked = """
        () => {
            const crooked = [];
            const hidden = cell => getComputedStyle(cell).position === 'absolute' || cell.getBoundingClientRect().width < 2;
            for (const table of document.querySelectorAll('main table, main [role=grid]')) {
                if (table.closest('.visually-hidden')) {
                    continue;
                }
                const heads = [...table.querySelectorAll('[role=columnheader], thead th')].filter((head, i, all) => all.indexOf(head) === i);
                const rows = [...table.querySelectorAll('[role=rowgroup]:last-of-type > [role=row], tbody > tr')];
                const row = rows.find(one => one.querySelector('[role=gridcell], td') && one.children.length === heads.length) ??
                    rows.find(one => one.querySelectorAll('[role=gridcell], td').length === heads.length);
                if (!row) {
                    continue;
                }
                const cells = [...row.querySelectorAll('[role=gridcell], td')];
                heads.forEach((head, i) => {
                    const [one, other] = [head.getBoundingClientRect(), cells[i].getBoundingClientRect()];
                    if (!hidden(head) && !hidden(cells[i]) && (Math.abs(one.left - other.left) > 2 || Math.abs(one.right - other.right) > 2)) {
                        crooked.push(`${table.closest('section')?.getAttribute('data-testid')} ${head.textContent.trim()}: ${one.left}–${one.right} over ${other.left}–${other.right}`);
                    }
                });
                crooked.tables = (crooked.tables ?? 0) + 1;
            }
            return { crooked, tables: crooked.tables ?? 0 };
        }
        """;

    /// <summary>Where picture and tools stand, without and with the note that something is being loaded.</summary>
    private const string PlacesWithoutAndWhileLoading = """
        () => {
            const note = document.querySelector('.tools .fetching');
            const places = () => JSON.stringify([...document.querySelectorAll('.tools > *:not(.fetching), [data-testid=heatmap]')].map(part => part.getBoundingClientRect()));
            const [before, text] = [places(), document.createTextNode('Loading…')];
            note.append(text);
            const during = note.offsetWidth > 0 ? places() : 'not told';
            text.remove();
            return [before, during];
        }
        """;

    [Fact]
    public async Task Loading_OnEveryScreen_MovesNeitherPictureNorTools()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        foreach (var width in Widths)
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            var places = await page.Page.EvaluateAsync<string[]>(PlacesWithoutAndWhileLoading);
            Assert.Equal(places[0], places[1]);
        }

        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Heads_OnEveryScreen_StandOverTheirColumns()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        await Expect(page.Part("mapping-row").First).ToBeVisibleAsync();
        await Expect(page.Part("region-row").First).ToBeVisibleAsync();
        var crooked = new List<string>();
        foreach (var width in Widths)
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            Alignment? seen = null;
            await Wait.UntilAsync($"the tables stand at {width}", async () => (seen = await page.Page.EvaluateAsync<Alignment>(Crooked)).Tables >= 2);
            crooked.AddRange(seen!.Crooked.Select(column => $"{width}: {column}"));
        }

        Assert.True(crooked.Count == 0, string.Join('\n', crooked));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Picture_OnALaptop_TakesMostOfTheWindow()
    {
        const int Width = 1440, Height = 900;
        await using var page = await stack.OpenAsync(stack.Running, width: Width, height: Height);
        await Expect(page.Part("region-row").First).ToBeVisibleAsync();

        // The cells alone, and all of them without scrolling, under the headline and over the time bar.
        var cells = await new Picture(page).BoxAsync();
        var bar = (await page.Page.Locator(".timebar").BoundingBoxAsync())!;
        Assert.InRange(cells.Width * cells.Height / (Width * Height), 0.55, 0.8);
        Assert.InRange(cells.Y + cells.Height, 0, bar.Y);
        Assert.InRange(bar.Y + bar.Height, 0, Height);
        await Expect(page.Part("idle-headline")).ToBeInViewportAsync();

        // One row of tools.
        var tools = await page.Page.Locator(".tools > *").EvaluateAllAsync<double[]>("parts => parts.filter(part => part.offsetWidth > 0 && getComputedStyle(part).position !== 'absolute').map(part => part.getBoundingClientRect()).map(box => (box.top + box.bottom) / 2)");
        Assert.True(tools.Length > 4, $"{tools.Length} tools.");
        Assert.InRange(tools.Max() - tools.Min(), 0, 4);

        // One table of regions for who sees; the other one is only heard.
        Assert.True(await page.Part("hottest-regions").EvaluateAsync<bool>("part => part.closest('.visually-hidden') !== null"));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Colours_Popover_OpensByKeyboardAndGivesTheFocusBack()
    {
        await using var page = await stack.OpenAsync(stack.Recorded, "?map=grey");
        var button = page.Part("colours");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Equal(0, await page.Part("scale").CountAsync());

        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Part("measure")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(button).ToBeFocusedAsync();

        // A press elsewhere closes it, too, and narrow pages hold it.
        await page.Page.SetViewportSizeAsync(390, 844);
        await button.ClickAsync();
        var sheet = (await page.Part("colours-panel").BoundingBoxAsync())!;
        Assert.InRange(sheet.X, 0, 390 - sheet.Width);
        await page.Page.Mouse.ClickAsync(5, 5);
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Contains("map=grey", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }

    private sealed record Alignment
    {
        [JsonPropertyName("crooked")] public string[] Crooked { get; init; } = [];

        [JsonPropertyName("tables")] public int Tables { get; init; }
    }
}
