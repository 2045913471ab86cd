using System.Globalization;
using System.Text.RegularExpressions;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>The first answer of a session's page and idle memory in pictures, against processes whose accesses are known.</summary>
[Collection(Lanes.Waiting)]
public sealed class IdleTests(MemoryStack stack)
{
    private const double MiB = 1 << 20;

    /// <summary>What the C library and the program touch beside the workload's own memory.</summary>
    private const double OtherBytes = 3 * MiB;

    // The colour of the oldest age, as the browser writes it.
    private const string Oldest = "rgb(87, 63, 133)";

    [Fact]
    public async Task Headline_OfAWorkload_IsWhatItTouchesAndHolds()
    {
        await using var page = await stack.OpenAsync(stack.Running, "?need=10");
        var idle = new IdlePart(page);
        await idle.ShownAsync();

        // 24 of its 96 MiB are accessed all the time, the rest not since it was filled.
        var (needs, error) = await idle.WithErrorAsync("needs");
        Assert.InRange(needs, (24 * MiB) - (2 * error), (24 * MiB) + OtherBytes + (2 * error));
        Assert.InRange(error, 0, 6 * MiB);
        Assert.InRange(await idle.BytesAsync("holds"), 95 * MiB, 96 * MiB + OtherBytes);
        var untouched = IdlePart.Bytes((await page.Part("age-7").InnerTextAsync()).Replace("24 h", "", StringComparison.Ordinal));
        Assert.InRange(untouched, 72 * MiB - 2 * error, 72 * MiB + OtherBytes + 2 * error);
        Assert.DoesNotContain(await page.Part("idle-headline").Locator("dd:not(.sub)").AllInnerTextsAsync(), text => text.Trim() == "0 B");

        // The first look may know of nothing yet: that is hatched.
        Assert.Equal(0, await page.Part("idle-strata").Locator("path.unknown:not([d^='M'])").CountAsync());

        // What needs more time says when it is there.
        await page.Part("need-window").SelectOptionAsync("86400");
        await Expect(page.Part("needs")).ToHaveTextAsync("not known yet");
        await Expect(page.Part("needs-note")).ToContainTextAsync(new Regex("known at about [0-9]{2}:[0-9]{2}:[0-9]{2}; so far "));
        Assert.Contains("need=86400", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Age_Pressed_IsShownInThePictureUntilEsc()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        var idle = new IdlePart(page);
        await idle.ShownAsync();
        Assert.Equal(0, await idle.ShapesAsync(Oldest));

        // Three quarters of the height are cold.
        var (x, y) = await idle.PointOfAsync("idle-strata", 7);
        await page.Page.Mouse.MoveAsync(x, y);
        await Expect(page.Part("idle-tip")).ToContainTextAsync(new Regex("[0-9]{2}:[0-9]{2}:[0-9]{2}: .* resident"));
        await page.Page.Mouse.ClickAsync(x, y);

        await Expect(page.Part("age-shown")).ToContainTextAsync("anonymous");
        await Expect(page.Part("age-7")).ToHaveAttributeAsync("aria-pressed", "true");
        await Wait.UntilAsync("the picture shows where it lies", async () => await idle.ShapesAsync(Oldest) > 0);
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Part("age-shown")).ToHaveCountAsync(0);
        await Wait.UntilAsync("the picture shows it no longer", async () => await idle.ShapesAsync(Oldest) == 0);

        // By keyboard, and by a bar.
        await page.Part("age-0").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Part("age-shown")).ToContainTextAsync("up to 10 s");
        await page.Part("age-bars").Locator("[data-age='7']").First.ClickAsync();
        await Expect(page.Part("age-7")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task WhatIf_DraggedByMouseKeysAndTyped_SaysWhatWouldHaveBeenLeftOut()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        var idle = new IdlePart(page);
        await idle.ShownAsync();
        var (handle, sentence) = (page.Part("what-if-handle"), page.Part("what-if-sentence"));
        await Expect(sentence).ToContainTextAsync("Drag");

        var (x, y) = await idle.PointAsync("idle-strata", 0.5, 0.5);
        var box = (await handle.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(x, y, new MouseMoveOptions { Steps = 8 });
        await page.Page.Mouse.UpAsync();

        // Half of what is held, and it was cold: it would not have been touched again.
        await Expect(sentence).ToContainTextAsync("would have been left out");
        await Wait.UntilAsync("the limit is in the address", () => page.Page.Url.Contains("limit=", StringComparison.Ordinal));
        var (holds, limit) = (await idle.BytesAsync("holds"), IdlePart.Bytes((await handle.GetAttributeAsync("aria-valuetext"))!));
        Assert.InRange(limit, 0.45 * holds, 0.6 * holds);
        var left = IdlePart.Bytes((await sentence.InnerTextAsync()).Split(',')[1]);
        Assert.InRange(left, holds - limit - OtherBytes, holds - limit + OtherBytes);

        await Expect(handle).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("PageDown");
        await Wait.UntilAsync("a key moves the line", async () => IdlePart.Bytes((await handle.GetAttributeAsync("aria-valuetext"))!) < limit - 5 * MiB);
        await page.Part("what-if").FillAsync("64 MB");
        await page.Part("what-if").PressAsync("Enter");
        await Expect(handle).ToHaveAttributeAsync("aria-valuetext", "64 MiB");
        Assert.Contains($"limit={64 << 20}", page.Page.Url, StringComparison.Ordinal);
        await page.Part("what-if").FillAsync("plenty");
        await page.Part("what-if").PressAsync("Enter");
        await Expect(page.Page.Locator("#what-if-fault")).ToContainTextAsync("such as 256 MiB");
        await page.Part("what-if-clear").ClickAsync();
        await Expect(sentence).ToContainTextAsync("Drag");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Replay_AtALookThatWasSeenLive_ShowsTheSame()
    {
        using var workload = MemoryStack.Another();
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Name = "Looked at twice", Targets = [new TargetRequest(workload.Pid)] });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);
        await using var page = await stack.OpenAsync(session, "?need=10");
        var idle = new IdlePart(page);
        await Expect(page.Part("needs-note")).ToContainTextAsync(new Regex("first figures at about|known at about|used since"));
        await idle.ShownAsync();
        var (us, live) = (await idle.MomentAsync(), await idle.AllAsync());

        // A later look is there when it ends.
        await idle.ShownAfterAsync(us);
        var ended = await stack.Api.StopAsync(session.Id);
        Assert.Equal(SessionState.Stopped, ended.State);
        await Expect(page.Part("session-state")).ToContainTextAsync("replay");
        await page.Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{stack.Stack.Address}sessions/{session.Id}?need=10&at={us + 1_000}"));
        await Expect(page.Part("idle-at")).ToHaveAttributeAsync("data-us", us.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(live, await idle.AllAsync());
        await page.Part("replay-scrub").FillAsync("1000");
        await idle.ShownAfterAsync(us);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Headline_OfARedis_TellsWhatItsClientsTouch()
    {
        const int Keys = 200_000;
        await using var redis = await RedisServer.StartAsync(Keys);
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Name = "Redis", Targets = [new TargetRequest(redis.Pid)] });
        await using var page = await stack.OpenAsync($"/sessions/{session.Id}?need=10");
        var idle = new IdlePart(page);
        await idle.ShownAsync();

        // The first look may come before ten seconds are over.
        await idle.ShownAfterAsync(await idle.MomentAsync());

        // Nobody asks for anything: what is held is cold.
        var held = (double)await redis.ResidentAsync();
        Assert.InRange(await idle.BytesAsync("holds"), 0.9 * held, 1.1 * held);
        Assert.InRange(await idle.BytesAsync("needs"), 0, 0.3 * held);

        // All values are asked for, again and again, until a look has seen it.
        var before = await idle.MomentAsync();
        var needs = 0.0;
        await Wait.UntilAsync("a look has seen all values in use", async () =>
        {
            await redis.TouchAllAsync(Keys);
            needs = await idle.BytesAsync("needs");
            return await idle.MomentAsync() > before && needs > 0.6 * held;
        });
        Assert.InRange(needs, 0.6 * held, 1.1 * held);
        await stack.Api.StopAsync(session.Id);
        Assert.Empty(page.Faults);
    }
}
