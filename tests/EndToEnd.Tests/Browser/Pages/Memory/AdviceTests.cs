using System.Globalization;
using System.Text.RegularExpressions;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Machine;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>What the page suggests for a program that leaks.</summary>
[Collection(Lanes.Waiting)]
public sealed class AdviceTests(MemoryStack stack)
{
    private const double MiB = 1 << 20;
    private const int HeldMiB = 64;
    private const int LeakedMiBPerS = 2;

    /// <summary>Fills 64 MiB, then two more a second, and looks at none of it again.</summary>
    private const string Leaking =
        """
        import time
        held = [bytearray(b"x") * (64 << 20)]
        print("filled", flush=True)
        while True:
            held.append(bytearray(b"y") * (2 << 20))
            time.sleep(1)
        """;

    [Fact]
    public async Task Advice_OfAProgramThatLeaks_SaysWhatItHoldsAndNeverTouches()
    {
        await using var program = new RunningProgram("/usr/bin/python3", ["-c", Leaking]);
        await program.WaitForLineAsync("filled");
        var filledAt = DateTimeOffset.UtcNow;
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Name = "A leak", Targets = [new TargetRequest(program.Pid)] });
        await using var page = await stack.OpenAsync($"/sessions/{session.Id}");

        // What it accesses is little, and may not be seen for a while.
        await page.WaitForCellsAsync("the session's picture is there", cells => cells.Known > 0);

        // Too little is known yet, and that is all that is said.
        await Expect(page.Part("advice-remark")).Not.ToContainTextAsync("Not known yet");
        await Expect(page.Part("advice")).ToHaveCountAsync(0);
        await page.Part("advice-watched").SelectOptionAsync("30");
        var advice = page.Page.Locator("[data-testid=advice][data-kind=untouched]");
        await Expect(advice).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });

        var sentence = await advice.Locator("p").InnerTextAsync();
        Assert.Matches(new Regex("^[0-9.]+ MiB of (the heap|anonymous memory at 0x[0-9a-f]+) have not been touched since ([-0-9]+ [:0-9]+) UTC, the first look\\."), sentence);
        var basis = advice.Locator("[data-testid=advice-basis]");
        await Expect(basis).Not.ToBeVisibleAsync();
        await advice.Locator("summary").ClickAsync();
        await Expect(basis).ToContainTextAsync("of watching");
        await Expect(advice.Locator("[data-testid=advice-wrong]")).ToContainTextAsync("touched later");

        // What leaks after the first look has been touched once; what leaked before has not. The interpreter's own memory is small.
        var since = DateTimeOffset.ParseExact(Regex.Match(sentence, "since ([-0-9]+ [:0-9]+) UTC").Groups[1].Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var before = LeakedMiBPerS * MiB * Math.Max(0, (since - filledAt).TotalSeconds + 2);
        // What is told is two standard errors, which one estimate in twenty leaves; three hold.
        var text = await basis.InnerTextAsync();
        var told = Regex.Match(text, "watching: ([0-9.]+ [KMG]iB)( ± ([0-9.]+ [KMG]iB))? of .* there, ([0-9.]+ [KMG]?i?B) of these unknown");
        var error = told.Groups[3].Success ? 1.5 * IdlePart.Bytes(told.Groups[3].Value) : 0;
        var (untouched, unknown) = (IdlePart.Bytes(told.Groups[1].Value), IdlePart.Bytes(told.Groups[4].Value));
        Assert.True(untouched + unknown >= (HeldMiB * MiB) - error - MiB, text);
        Assert.True(untouched <= (HeldMiB * MiB) + before + error + (4 * MiB), text);

        // It can be seen where.
        await advice.Locator("[data-testid=advice-show]").ClickAsync();
        await Wait.UntilAsync("the picture shows a part of the addresses", () => page.Page.Url.Contains("low=", StringComparison.Ordinal));

        // A recording is asked too.
        Assert.Equal(SessionState.Stopped, (await stack.Api.StopAsync(session.Id)).State);
        await page.Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{stack.Stack.Address}sessions/{session.Id}"));
        await Expect(page.Part("advice-remark")).ToContainTextAsync("Told is untouched memory from 10 min on");
        await page.Part("advice-watched").SelectOptionAsync("30");
        await Expect(advice).ToHaveCountAsync(1);
        Assert.Empty(page.Faults);
    }
}
