using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>The pages without a mouse, without motion, and without eyes.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(BrowserStack stack)
{
    // Everything that a mouse could use; of radio buttons the browser stops at one of a group.
    private const string NoteControls = """
        () => {
            const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(one =>
                !one.disabled && one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && (one.type !== 'radio' || one.checked));
            window.unreached = new Set(all);
            return all.length;
        }
        """;

    // Takes the focused control off the list, and tells whether it can be seen that it has the focus: at itself, or at the box
    // around it.
    private const string NoteFocus = """
        () => {
            const one = document.activeElement;
            window.unreached.delete(one);
            const outlined = element => {
                const style = getComputedStyle(element);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
            };
            const seen = one === document.body || outlined(one) || outlined(one.parentElement);
            return { left: [...window.unreached].filter(other => other.isConnected).length, unseen: seen ? null : one.outerHTML.slice(0, 200) };
        }
        """;

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions/")]
    public async Task Tab_ThroughThePage_ReachesEveryControlVisibly(string path)
    {
        await using var page = path == "/" ? await stack.OpenAsync(path) : await stack.OpenAsync(stack.Recorded);
        if (path == "/")
        {
            await page.Part("process-search").FillAsync(BrowserStack.WorkloadName);
            await Expect(page.Part("process-row").First).ToContainTextAsync(BrowserStack.WorkloadName);
            await Expect(page.Part("session-row").First).ToBeVisibleAsync();
        }
        else
        {
            await Expect(page.Part("mapping-row").First).ToBeVisibleAsync();
        }

        var all = await page.Page.EvaluateAsync<int>(NoteControls);
        Assert.True(all > 20, $"The page has {all} controls.");
        await page.Page.EvaluateAsync("() => document.activeElement.blur()");
        var unseen = new HashSet<string?>();
        var now = new Focus { Left = all };
        for (var presses = 0; presses < all + 60 && now.Left > 0; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            now = await page.Page.EvaluateAsync<Focus>(NoteFocus);
            unseen.Add(now.Unseen);
        }

        var missed = await page.Page.EvaluateAsync<string[]>("() => [...window.unreached].filter(one => one.isConnected).map(one => one.outerHTML.slice(0, 200))");
        Assert.Empty(missed);
        Assert.DoesNotContain(unseen, text => text is not null);
    }

    [Fact]
    public async Task Dialogs_OpenedByKeyboard_KeepTheFocusAndGiveItBack()
    {
        await using var start = await stack.OpenAsync("/");
        await start.Part("process-search").FillAsync(BrowserStack.WorkloadName);
        await Expect(start.Part("process-row").First).ToContainTextAsync(BrowserStack.WorkloadName);
        await AssertTrapsAsync(start, start.Part("start-session").First);
        await AssertTrapsAsync(start, start.Part("edit-notes").First);
        await AssertTrapsAsync(start, start.Part("export-session").First);
        await AssertTrapsAsync(start, start.Part("delete-session").First);

        await using var session = await stack.OpenAsync(stack.Recorded);
        await AssertTrapsAsync(session, session.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Help" }));
    }

    [Fact]
    public async Task Chart_ForWhoCannotSeeIt_IsDescribedByTheHottestRegions()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var chart = page.Part("heatmap");
        await Expect(chart).ToHaveRoleAsync(AriaRole.Img);
        await Expect(chart).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("Working set .* in [0-9]+ regions"));
        var id = await chart.GetAttributeAsync("aria-describedby");

        var table = page.Page.Locator($"[id='{id}'][data-testid=hottest-regions]").GetByRole(AriaRole.Table);
        await Expect(table.Locator("tbody tr").First.Locator("td")).ToHaveCountAsync(4);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in await table.Locator("tbody tr").AllAsync())
        {
            rows.Add(await row.Locator("td").AllInnerTextsAsync());
        }

        // A process has small memory of its own, too, its stack for one, that is as hot as what it works on.
        Assert.Contains(rows, row => row[1].Split('–').Select(text => Convert.ToUInt64(text, 16)).ToArray() is [var start, var end]
            && start < stack.Hot.HotEnd && end > stack.Hot.HotStart);
        var rates = rows.ConvertAll(row => double.Parse(row[3].Replace("%", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture));
        Assert.Equal(rates.OrderDescending(), rates);

        // Cold memory has none; on a busy machine the hot is not reached in every sample.
        Assert.InRange(rates[^1], 10, 100);
    }

    [Fact]
    public async Task Loading_ReducedMotion_DoesNotMove()
    {
        await using var page = await stack.OpenAsync("/", anew: true);
        var loaded = new TaskCompletionSource();
        await page.Page.RouteAsync("**/*.wasm", async route =>
        {
            await loaded.Task;
            await route.ContinueAsync();
        });
        await page.Page.EvaluateAsync("() => caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))");
        await page.Page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(page.Page.Locator(".loading-cells i").First).ToBeAttachedAsync();
        Assert.NotEmpty(await MovingAsync(page));

        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        Assert.Empty(await MovingAsync(page));

        loaded.SetResult();
        await Expect(page.Part("process-search")).ToBeVisibleAsync();
        Assert.Empty(await MovingAsync(page));
    }

    // Elements whose style lets them move for longer than an eye can see.
    private static Task<string[]> MovingAsync(CheckedPage page) => page.Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('body, body *')].filter(one => ['', '::before', '::after'].some(part => {
            const style = getComputedStyle(one, part || undefined);
            const longest = text => Math.max(...text.split(',').map(parseFloat));
            return (style.animationName !== 'none' && longest(style.animationDuration) > 0.01) || longest(style.transitionDuration) > 0.01;
        })).map(one => one.outerHTML.slice(0, 120))
        """);

    private static async Task AssertTrapsAsync(CheckedPage page, ILocator opener)
    {
        await opener.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var dialog = page.Page.Locator("[role=dialog], [role=alertdialog]");
        await Expect(dialog).ToBeVisibleAsync();
        for (var presses = 0; presses < 30; presses++)
        {
            Assert.True(await page.Page.EvaluateAsync<bool>(
                "() => document.activeElement === document.body || document.activeElement.closest('[role=dialog], [role=alertdialog]') !== null"), "The focus has left the dialog.");
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
    }

    private sealed record Focus
    {
        [JsonPropertyName("left")] public int Left { get; init; }

        [JsonPropertyName("unseen")] public string? Unseen { get; init; }
    }
}
