using System.Collections.Concurrent;
using System.Globalization;
using System.Web;
using Damon.Contracts.Json;
using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What a page asks the server to bin.</summary>
internal sealed class HeatmapRequests
{
    private readonly ConcurrentQueue<Bins> _all = [];

    public HeatmapRequests(IPage page) => page.Request += (_, request) =>
    {
        if (request.Url.Contains("/cells?", StringComparison.Ordinal))
        {
            _all.Enqueue(Bins.Of(request.Url));
        }
    };

    public IReadOnlyCollection<Bins> All => _all;

    /// <summary>Waits for a request of just what the page's address says.</summary>
    public Task WaitForAsync(ViewAddress view, int rows) => Wait.UntilAsync($"the server is asked for {view} in {rows} rows", () => _all.Any(bins =>
        bins.FromUs == view.From && Math.Abs(bins.ToUs - view.To!.Value) <= 2 && bins.Rows <= rows && bins.Rows >= 0.7 * rows
        && Math.Abs((double)bins.Start - view.Low!.Value) <= 2 * view.Height / rows
        && Math.Abs((double)bins.End - view.High!.Value) <= 2 * view.Height / rows));

    /// <summary>One call of <c>/cells</c>: its addresses from the lowest to the highest, and all its rows.</summary>
    internal sealed record Bins(long FromUs, long ToUs, ulong Start, ulong End, int Columns, int Rows)
    {
        // Bands such as 0x1000-0x5000~4,0x9000-0xa000~1.
        public static Bins Of(string url)
        {
            var values = HttpUtility.ParseQueryString(new Uri(url).Query);
            var bands = values["bands"]!.Split(',').Select(band => band.Split('-', '~')).ToArray();
            return new Bins(
                Number(values["from"]!), Number(values["to"]!), Address(bands[0][0]), Address(bands[^1][1]), (int)Number(values["columns"]!), bands.Sum(band => (int)Number(band[2])));
        }

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

        private static ulong Address(string text) => HexAddressConverter.TryParse(text, out var address) ? address : 0;
    }
}
