using System.Globalization;
using System.Text.RegularExpressions;
using Damon.Model.Format;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>The headline of a session's page and the pictures of idle memory, as they are on the screen.</summary>
internal sealed partial class IdlePart(CheckedPage page)
{
    /// <summary>A look can take that long: one comes every ten seconds.</summary>
    private const float LookMs = 60_000;

    // Only where its neighbours are of that age, too: what is drawn goes on moving.
    private const string Finding =
        """
        (picture, age) => {
            const { left, top, width, height } = picture.getBoundingClientRect();
            const is = (x, y) => document.elementFromPoint(x, y)?.dataset.age === String(age);
            for (let across = 0.1; across < 0.9; across += 0.02) {
                for (let up = 0.1; up < 0.9; up += 0.05) {
                    const [x, y] = [left + across * width, top + (1 - up) * height];
                    if (is(x, y) && is(x - 6, y) && is(x + 6, y) && is(x, y - 6) && is(x, y + 6)) {
                        return [x, y];
                    }
                }
            }
            return null;
        }
        """;

    /// <summary>Bytes of a figure of the headline.</summary>
    public async Task<double> BytesAsync(string figure) => Bytes(await page.Part(figure).InnerTextAsync());

    /// <summary>A figure and what it is sure to, two standard errors; 0 where it is exact.</summary>
    public async Task<(double Bytes, double Error)> WithErrorAsync(string figure)
    {
        var parts = (await page.Part(figure).InnerTextAsync()).Split('±');
        return (Bytes(parts[0]), parts.Length > 1 ? Bytes(parts[1]) : 0);
    }

    /// <summary>The moment of the look shown, Unix microseconds.</summary>
    public async Task<long> MomentAsync() => long.Parse((await page.Part("idle-at").GetAttributeAsync("data-us"))!, CultureInfo.InvariantCulture);

    /// <summary>Waits for a look.</summary>
    public Task ShownAsync() => Expect(page.Part("idle-at")).ToHaveAttributeAsync("data-us", Number(), new LocatorAssertionsToHaveAttributeOptions { Timeout = LookMs });

    /// <summary>Waits for a look after a moment.</summary>
    public Task ShownAfterAsync(long us) => Wait.UntilAsync("a newer look is shown", async () =>
        long.TryParse(await page.Part("idle-at").GetAttributeAsync("data-us"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) && shown > us);

    /// <summary>Everything that is said of the look shown, but for what depends on whether more will come.</summary>
    public async Task<string> AllAsync()
    {
        var parts = new List<string>();
        foreach (var name in new[] { "needs", "holds", "holds-note", "idle-at", "idle-table", "age-bars" })
        {
            parts.Add(await page.Part(name).InnerTextAsync());
        }

        return string.Join('\n', parts);
    }

    /// <summary>A place in a picture of idle memory; shares from the left and from below.</summary>
    public async Task<(float X, float Y)> PointAsync(string picture, double across, double up)
    {
        // A mouse reaches only what is on the screen.
        await page.Part(picture).ScrollIntoViewIfNeededAsync();
        var box = (await page.Part(picture).BoundingBoxAsync())!;
        return (box.X + (float)(across * box.Width), box.Y + (float)((1 - up) * box.Height));
    }

    /// <summary>A place in a picture of idle memory where an age is drawn; there are gaps where looks came late.</summary>
    public async Task<(float X, float Y)> PointOfAsync(string picture, int age)
    {
        float[]? found = null;
        await page.Part(picture).ScrollIntoViewIfNeededAsync();
        await Wait.UntilAsync("the age is drawn", async () => (found = await page.Part(picture).EvaluateAsync<float[]?>(Finding, age)) is not null);
        return (found![0], found[1]);
    }

    /// <summary>How many shapes of a colour lie over the heatmap.</summary>
    public Task<int> ShapesAsync(string rgb) => page.Page.EvaluateAsync<int>(
        "rgb => [...document.querySelectorAll('[data-testid=heatmap] .shapelayer path')].filter(shape => shape.style.fill === rgb).length", rgb);

    public static double Bytes(string text)
    {
        var size = Size().Match(text);
        Assert.True(size.Success && ByteSize.TryParse(size.Value, out _), text);
        return ByteSize.TryParse(size.Value, out var bytes) ? bytes : 0;
    }

    [GeneratedRegex("[0-9.]+ (GiB|MiB|KiB|B)")]
    private static partial Regex Size();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Number();
}
