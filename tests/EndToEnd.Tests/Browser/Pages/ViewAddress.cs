using System.Globalization;
using System.Web;
using Damon.Contracts.Json;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What a page's address says of its view: Unix microseconds and addresses.</summary>
internal sealed record ViewAddress(long? From, long? To, ulong? Low, ulong? High, long? At, string? Select)
{
    /// <summary>Not a number when all time is shown.</summary>
    public double Width => To - From ?? double.NaN;

    /// <summary>Not a number when all addresses are shown.</summary>
    public double Height => High - Low ?? double.NaN;

    public static ViewAddress Of(string address)
    {
        var values = HttpUtility.ParseQueryString(new Uri(address).Query);
        return new ViewAddress(Time(values["from"]), Time(values["to"]), Memory(values["low"]), Memory(values["high"]), Time(values["at"]), values["select"]);
    }

    /// <summary>Waits until the page's address says what is wanted.</summary>
    public static async Task<ViewAddress> WaitAsync(CheckedPage page, string what, Func<ViewAddress, bool> condition)
    {
        var view = Of(page.Page.Url);
        await Wait.UntilAsync(what + ", and the address says so", () => condition(view = Of(page.Page.Url)));
        return view;
    }

    // The page of comparisons writes times in words.
    private static long? Time(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var us) ? us : null;

    private static ulong? Memory(string? text) => HexAddressConverter.TryParse(text, out var address) ? address : null;
}
