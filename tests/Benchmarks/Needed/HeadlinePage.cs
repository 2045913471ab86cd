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

    /// <summary>
    /// Waits for figures newer than the last ones, and reads for each window what is needed, to how much that is sure (two
    /// standard errors), and what is held; bytes.
    /// </summary>
    /// <param name="windowsS">The windows, seconds; each is chosen on the page.</param>
    public (double Needs, double Sure, double Holds)[] Next(IEnumerable<int> windowsS)
    {
        while (!long.TryParse(_page.GetByTestId("idle-at").GetAttributeAsync("data-us").Result, CultureInfo.InvariantCulture, out var us) || us <= _atUs || Text("needs").Contains("known", StringComparison.Ordinal))
        {
            Thread.Sleep(200);
        }

        // All of one look: it may have changed between two figures.
        (double, double, double)[] read;
        do
        {
            _atUs = AtUs();
            read = [.. windowsS.Select(Read)];
        }
        while (AtUs() != _atUs);
        return read;
    }

    private (double Needs, double Sure, double Holds) Read(int windowS)
    {
        _page.GetByTestId("need-window").SelectOptionAsync(windowS.ToString(CultureInfo.InvariantCulture)).Wait();

        // Until the page has drawn it.
        Thread.Sleep(300);
        var needs = Text("needs").Split('±');
        return (Bytes(needs[0]), needs.Length > 1 ? Bytes(needs[1]) : 0, Bytes(Text("holds")));
    }

    private long AtUs() => long.Parse(_page.GetByTestId("idle-at").GetAttributeAsync("data-us").Result!, CultureInfo.InvariantCulture);

    private string Text(string figure) => _page.GetByTestId(figure).InnerTextAsync().Result;

    private static double Bytes(string text)
        => ByteSize.TryParse(Size().Match(text).Value, out var bytes) ? bytes : throw new FormatException($"The page shows '{text}' where a size should be.");

    [GeneratedRegex("[0-9.]+ (GiB|MiB|KiB|B)")]
    private static partial Regex Size();
}
