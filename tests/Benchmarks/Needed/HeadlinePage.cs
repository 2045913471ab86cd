using System.Globalization;
using System.Text.RegularExpressions;
using Damon.Model.Format;
using Microsoft.Playwright;

namespace Damon.Benchmarks.Needed;

/// <summary>The headline of a session's page in a browser, as a user reads it.</summary>
internal sealed partial class HeadlinePage
{
    private readonly IPage _page;
    private long _atUs;

    /// <param name="chromium">The browser.</param>
    /// <param name="address">The session's page.</param>
    public HeadlinePage(Chromium chromium, string address)
    {
        _page = chromium.NewPage(1440, 900);
        _page.GotoAsync(address).Wait();
    }

    /// <summary>Waits for figures newer than the last ones, and reads what is needed, to how much that is sure (two standard errors), and what is held; bytes.</summary>
    public (double Needs, double Sure, double Holds) Next()
    {
        while (!long.TryParse(_page.GetByTestId("idle-at").GetAttributeAsync("data-us").Result, CultureInfo.InvariantCulture, out var us) || us <= _atUs || Text("needs").Contains("known", StringComparison.Ordinal))
        {
            Thread.Sleep(200);
        }

        // All of one look: it may have changed between two figures.
        long before;
        (double, double, double) read;
        do
        {
            before = AtUs();
            var needs = Text("needs").Split('±');
            read = (Bytes(needs[0]), needs.Length > 1 ? Bytes(needs[1]) : 0, Bytes(Text("holds")));
        }
        while (AtUs() != before);
        _atUs = before;
        return read;
    }

    private long AtUs() => long.Parse(_page.GetByTestId("idle-at").GetAttributeAsync("data-us").Result!, CultureInfo.InvariantCulture);

    private string Text(string figure) => _page.GetByTestId(figure).InnerTextAsync().Result;

    private static double Bytes(string text)
        => ByteSize.TryParse(Size().Match(text).Value, out var bytes) ? bytes : throw new FormatException($"The page shows '{text}' where a size should be.");

    [GeneratedRegex("[0-9.]+ (GiB|MiB|KiB|B)")]
    private static partial Regex Size();
}
