using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>The heatmap as it is on the screen. Places are shares of its width from the left and of its height from the bottom.</summary>
internal sealed class Picture(CheckedPage page, string testId = "heatmap")
{
    private const string Canvas = "canvas.cells";

    private ILocator Cells => page.Part(testId).Locator(Canvas);

    public async Task<LocatorBoundingBoxResult> BoxAsync() => (await Cells.BoundingBoxAsync())!;

    /// <summary>Everything written in and around the picture.</summary>
    public async Task<string> TextAsync() => string.Join('\n', await page.Part(testId).Locator("svg text").AllTextContentsAsync());

    public async Task<(float X, float Y)> PointAsync(double across, double up)
    {
        var box = await BoxAsync();
        return (box.X + (float)(across * box.Width), box.Y + (float)((1 - up) * box.Height));
    }

    public async Task HoverAsync(double across, double up)
    {
        var (x, y) = await PointAsync(across, up);
        await page.Page.Mouse.MoveAsync(x, y);
    }

    public async Task DragAsync((double Across, double Up) from, (double Across, double Up) to)
    {
        var (start, end) = (await PointAsync(from.Across, from.Up), await PointAsync(to.Across, to.Up));
        await page.Page.Mouse.MoveAsync(start.X, start.Y);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync((start.X + end.X) / 2, (start.Y + end.Y) / 2, new MouseMoveOptions { Steps = 3 });
        await page.Page.Mouse.MoveAsync(end.X, end.Y, new MouseMoveOptions { Steps = 3 });
        await page.Page.Mouse.UpAsync();
    }

    /// <summary>Colours of one column of pixels from the bottom up, 0xRRGGBBAA; 0 where nothing is drawn.</summary>
    public async Task<uint[]> ColumnAsync(double across)
    {
        var pixels = await Cells.EvaluateAsync<double[]>("""
            (canvas, across) => {
                const x = Math.min(canvas.width - 1, Math.floor(across * canvas.width));
                const { data } = canvas.getContext('2d').getImageData(x, 0, 1, canvas.height);
                const pixels = [];
                for (let at = data.length - 4; at >= 0; at -= 4) {
                    pixels.push(data[at] * 16777216 + data[at + 1] * 65536 + data[at + 2] * 256 + data[at + 3]);
                }
                return pixels;
            }
            """, across);
        return [.. pixels.Select(pixel => (uint)pixel)];
    }

    /// <summary>A number for all pixels drawn.</summary>
    public Task<double> HashAsync() => Cells.EvaluateAsync<double>("""
        canvas => {
            window.hashPixels ??= pixels => {
                let hash = 2166136261 | 0;
                for (let at = 0; at < pixels.length; at++) {
                    hash = Math.imul(hash ^ pixels[at], 16777619);
                }
                return hash >>> 0;
            };
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return window.hashPixels(new Uint32Array(data.buffer));
        }
        """);

    /// <summary>The same once nothing is drawn any more; only for a picture that stands still.</summary>
    public async Task<double> SettledHashAsync()
    {
        var (last, same) = (0.0, 0);
        await Wait.UntilAsync("the picture stays as it is", async () =>
        {
            var now = await HashAsync();
            (last, same) = (now, now == last ? same + 1 : 0);
            return same >= 8;
        });
        return last;
    }
}
