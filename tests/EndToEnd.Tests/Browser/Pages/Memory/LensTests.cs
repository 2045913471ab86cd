using System.Globalization;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>Every page of a selection as a square, against a process that says which pages it touches.</summary>
[Collection(Lanes.Waiting)]
public sealed class LensTests(MemoryStack stack)
{
    private const double MiB = 1 << 20;
    private const int PageBytes = 4_096;

    /// <summary>Pages that may wait to be sorted in on another processor, where they can't be made old.</summary>
    private const int MostUnknown = 64;

    // How many squares of each kind lie within some pages: a pixel of the canvas is a page. What has any other colour is unknown.
    private const string Count = """
        ([from, to]) => {
            const canvas = document.querySelector('[data-testid=lens-canvas]');
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colour = (red, green, blue) => '#' + [red, green, blue].map(one => one.toString(16).padStart(2, '0')).join('');
            const counts = {};
            for (let page = from; page < to; page++) {
                const name = colour(...pixels.slice(page * 4, page * 4 + 3));
                counts[name] = (counts[name] ?? 0) + 1;
            }
            return JSON.stringify(counts);
        }
        """;

    private static readonly string[] Young = ["#f9dc8a", "#fabb6a"];

    private const string Untouched = "#573f85";

    [Fact]
    public async Task Selection_EveryPage_IsAsOldAsTheProcessSaysUntilTheViewIsClosed()
    {
        using var workload = MemoryStack.Another();
        var session = await stack.Api.StartAsync(new CreateSessionRequest
        {
            Name = "Page by page",
            Targets = [new TargetRequest(workload.Pid)],
            Attributes = new AttributesRequest { Budget = new BudgetRequest { SamplerPercent = 0, TargetPercent = 0 } },
        });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);
        await using var page = await stack.OpenAsync(session);

        // Everything is too much, and what there is is offered.
        await page.Page.Keyboard.PressAsync("x");
        await page.Part("selection-pages").ClickAsync();
        await Expect(page.Part("lens-problem")).ToContainTextAsync("are followed at a time");
        Assert.False(await stack.Api.HasLensAsync(session.Id));
        await page.Part("lens-parts").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Part("lens-table")).ToBeVisibleAsync();
        Assert.True(await stack.Api.HasLensAsync(session.Id));

        // 8 of its 32 MiB are accessed all the time, and lie where it says.
        var facts = (await page.Part("lens-facts").InnerTextAsync()).Split(':')[0].Split('–');
        var (start, end) = (Address(facts[0]), Address(facts[1]));
        Assert.True(start <= workload.Start && end >= workload.End, $"{facts[0]}–{facts[1]} is not {workload.Start:x}–{workload.End:x}.");
        var (hotFrom, hotTo) = (PageOf(workload.HotStart), PageOf(workload.HotEnd));
        await Wait.UntilAsync("the hot pages are told to be young, and the others to be untouched", async () =>
            await CountAsync(hotFrom, hotTo) is var hot && Young.Sum(hot.GetValueOrDefault) >= hotTo - hotFrom - MostUnknown
            && await CountAsync(PageOf(workload.Start), hotFrom) is var cold && cold.GetValueOrDefault(Untouched) >= hotFrom - PageOf(workload.Start) - MostUnknown);
        Assert.DoesNotContain(Untouched, await CountAsync(hotFrom, hotTo));
        Assert.Equal(0, Young.Sum((await CountAsync(hotTo, PageOf(workload.End))).GetValueOrDefault));

        // The table says the same in bytes.
        var touched = await BytesAsync("lens-age-0") + (await page.Part("lens-age-1").CountAsync() > 0 ? await BytesAsync("lens-age-1") : 0);
        Assert.InRange(touched, 8 * MiB - MostUnknown * PageBytes, 8 * MiB + (end - start - 32 * MiB) + PageBytes);
        Assert.InRange(await BytesAsync("lens-age-7"), 24 * MiB - MostUnknown * PageBytes, 24 * MiB + (end - start - 32 * MiB) + PageBytes);
        Assert.InRange(await BytesAsync("lens-unknown"), 0, (double)MostUnknown * PageBytes);

        // The page under the cursor, by keys and by the pointer.
        var squares = page.Part("lens-squares");
        await squares.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Part("lens-page")).ToContainTextAsync($"0x{start + PageBytes:x}, anonymous:");
        await Expect(squares).ToHaveAttributeAsync("aria-valuenow", "1");
        var canvas = (await page.Part("lens-canvas").BoundingBoxAsync())!;
        var (columns, rows) = (await SizeAsync("width"), await SizeAsync("height"));
        var middle = (hotFrom + hotTo) / 2;
        await page.Page.Mouse.MoveAsync(canvas.X + (middle % columns + 0.5f) * canvas.Width / columns, canvas.Y + (middle / columns + 0.5f) * canvas.Height / rows);
        await Expect(page.Part("lens-page")).ToContainTextAsync($"0x{start + (ulong)middle * PageBytes:x}, anonymous: used ");

        // It is kept current, and ends with the view: by Esc, and by leaving the page.
        var before = await page.Part("lens-facts").InnerTextAsync();
        await Expect(page.Part("lens-facts")).Not.ToHaveTextAsync(before);
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Part("lens")).ToHaveCountAsync(0);
        await Wait.UntilAsync("the lens is closed", async () => !await stack.Api.HasLensAsync(session.Id));
        await page.Part("selection-pages").ClickAsync();
        await page.Part("lens-parts").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Part("lens-table")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Wait.UntilAsync("the lens is closed with its page", async () => !await stack.Api.HasLensAsync(session.Id));

        // What was refused is all that the browser complains of.
        Assert.All(page.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
        await stack.Api.StopAsync(session.Id);

        int PageOf(ulong address) => (int)((address - start) / PageBytes);
        async Task<double> BytesAsync(string row) => IdlePart.Bytes(await page.Part(row).Locator("td").InnerTextAsync());
        Task<int> SizeAsync(string side) => page.Part("lens-canvas").EvaluateAsync<int>($"canvas => canvas.{side}");
        async Task<Dictionary<string, int>> CountAsync(int from, int to)
            => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(await page.Page.EvaluateAsync<string>(Count, new[] { from, to }))!;
    }

    private static ulong Address(string text) => ulong.Parse(text.Trim()[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
