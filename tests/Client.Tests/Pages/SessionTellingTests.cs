using Bunit;
using Damon.Contracts.Rest.Areas;
using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Tests.Pages;

/// <summary>What the picture's colours can tell, and what has changed.</summary>
public sealed class SessionTellingTests : RecordedSessionTest
{
    [Fact]
    public async Task Shading_Chosen_IsKeptInTheAddress()
    {
        var page = await OpenStoppedAsync();

        Assert.Empty(page.FindAll("[data-testid=clamp]"));
        page.Find("[data-testid=colours]").Click();
        Assert.Equal("true", page.Find("[data-testid=colours]").GetAttribute("aria-expanded"));
        page.Find("[data-testid=clamp]").Change("25");
        page.Find("[data-testid=hide]").Change("1");

        await EventuallyAsync(() => Assert.Contains("max=25&hide=1", Navigation.Uri, StringComparison.Ordinal));
        Assert.Contains("below 1 %", page.Find("[data-testid=legend-hidden]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_Chosen_AsksForItsCellsAndSaysWhatTheyTell()
    {
        var page = await OpenStoppedAsync();
        page.Find("[data-testid=colours]").Click();

        page.Find("[data-testid=measure]").Change("Idle");

        await EventuallyAsync(() => Assert.Contains("colour=idle", Navigation.Uri, StringComparison.Ordinal));
        await EventuallyAsync(() => Assert.Contains(Server.Asked, call => call.Contains("/cells?", StringComparison.Ordinal) && call.Contains("value=idle", StringComparison.Ordinal)));
        Assert.Contains("time without an access seen", page.Find("[aria-label=Legend]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=hide]"));
    }

    [Fact]
    public async Task Changes_OfTheRecording_AreMarkedListedAndGoneTo()
    {
        Server.Answer("GET", "sessions/s/changes", new ChangesAnswer(
        [
            new Change(3_000_000, ChangeKind.Grew, 0, 0, 64 * 4096, "[heap]", 4096, 64 * 4096, "The heap has grown."),
            new Change(9_000_000, ChangeKind.Exec, 0, null, null, "other", null, null, "Process 42 runs other."),
        ]));
        var page = await OpenStoppedAsync();
        await EventuallyAsync(() => Assert.Equal(2, page.FindAll("[data-testid=change-row]").Count));

        // The newest above; on the axis from left to right.
        Assert.Contains("Process 42 runs other.", page.FindAll("[data-testid=change-row]")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["grew", "exec"], page.FindAll("[data-testid=change-mark]").Select(mark => mark.GetAttribute("data-kind")));
        Assert.Contains("The heap has grown.", page.FindAll("[data-testid=change-mark]")[0].GetAttribute("aria-label"), StringComparison.Ordinal);

        Server.Answer("GET", "sessions/s/use", new AreaUse(3_000_000, 11_000_000, 0, 64 * 4096, 80, 64 * 4096, new Spread(12.5, 0, 40), new Spread(8_192, 4_096, 16_384)));
        await page.InvokeAsync(() => page.FindAll("[data-testid=change-row] button")[1].Click());

        await EventuallyAsync(() => Assert.Contains("select=3000000~11000000~0x0~0x40000", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal));
        await EventuallyAsync(() => Assert.Contains("Over its 80 snapshots: accessed in 13 % (0 % to 40 %) of samples, 8 KiB (4 KiB to 16 KiB) touched", page.Find("[data-testid=selection-use]").TextContent, StringComparison.Ordinal));

        // Only two seconds are recorded before it.
        Assert.Equal("compare?a=s&b=s&afrom=2&ato=10&bfrom=0&bto=2&by=address&low=0x0&high=0x40000", Uri.UnescapeDataString(page.Find("[data-testid=selection-compare]").GetAttribute("href")!));
    }
}
