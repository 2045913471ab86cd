using System.Globalization;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Groups;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>A group of real processes: chosen, started, and shown together and one by one.</summary>
[Collection(Lanes.Waiting)]
public sealed class GroupTests(MemoryStack stack)
{
    private const double MiB = 1 << 20;
    private const int Children = 3;

    /// <summary>What the C library and the program take in each process beside the workload's own memory.</summary>
    private const double OtherBytes = 3 * MiB;

    // As the kernel names its processes: at most 15 characters.
    private static readonly string Name = $"damon-g-{Environment.ProcessId}";

    [Fact]
    public async Task ACommand_ChosenInThePicker_IsShownTogetherAndByItsMembers()
    {
        // The parent's 32 MiB are mapped by all four; each child reads 8 MiB of them, and has 4 MiB of its own.
        using var parent = Workload.RunNamed(Name, "prefork", "32", $"{Children}", "16");
        int[] children = parent.ReadNumbers();
        await using var page = await stack.OpenAsync("/");
        await page.Part("pick-groups").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Part("process-search").FillAsync(Name);
        var row = page.Page.Locator($"[data-testid=group-row][data-kind=Command][data-name='{Name}']");
        await Expect(row).ToContainTextAsync("4 processes");
        await row.GetByTestId("group-unfold").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Part("group-process")).ToHaveCountAsync(1 + Children);
        var pids = await page.Part("group-process").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.pid)");
        Assert.Equal(children.Append(parent.Pid).Order(), pids.Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).Order());

        await row.GetByTestId("start-group").ClickAsync();
        await Expect(page.Part("start-process")).ToContainTextAsync("4 processes");
        await page.Part("start-confirm").ClickAsync();
        await page.Page.WaitForURLAsync("**/sessions/*");
        var session = await stack.Api.SessionAsync(new Uri(page.Page.Url).Segments[^1]);
        var group = Assert.Single(session.Groups);
        Assert.Equal((GroupKind.Command, Name, 1 + Children), (group.Kind, group.Name, group.Processes));

        // All together each page counts once; of the members each has all that it maps.
        await Expect(page.Part("member-row")).ToHaveCountAsync(1 + Children);
        await Expect(page.Part("members-summary")).ToContainTextAsync("4 processes. Regions are sampled of all of them.");
        var idle = new IdlePart(page);
        await idle.ShownAsync();
        await Wait.UntilAsync("the members' memory is told", async () => (await page.Part("member-resident").AllInnerTextsAsync()).All(text => text.EndsWith('B')));
        var (mapped, own) = (32 * MiB, 4 * MiB);
        var members = await page.Part("member-resident").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.innerText)");
        var bytes = members.Select(IdlePart.Bytes).ToArray();
        Assert.Equal(bytes.OrderDescending(), bytes);
        Assert.All(bytes[..Children], one => Assert.InRange(one, mapped + own - MiB, mapped + own + OtherBytes));
        Assert.InRange(bytes[Children], mapped - MiB, mapped + OtherBytes);
        var together = await idle.BytesAsync("holds");
        Assert.InRange(together, mapped + Children * own - MiB, mapped + Children * own + (1 + Children) * OtherBytes);
        Assert.True(bytes.Sum() > together + 2 * mapped, $"{bytes.Sum()} bytes of the members, {together} of all together.");

        // A member's picture, by a press on its row.
        var child = session.Targets.First(target => target.Pid == children[1]);
        await Row(page, child.Pid).ClickAsync();
        await Expect(page.Part("target")).ToHaveValueAsync(child.Index.ToString(CultureInfo.InvariantCulture));
        await Expect(Row(page, child.Pid)).ToContainTextAsync("shown");
        await page.WaitForCellsAsync("the member's picture is there", cells => cells.NonEmpty > 0);
        Assert.Contains($"target={child.Index}", page.Page.Url, StringComparison.Ordinal);

        // One that ends says so; the others stay.
        Processes.Signal(children[2], Libc.SigKill);
        await Expect(Row(page, children[2]).GetByTestId("member-regions")).ToContainTextAsync("ended");
        await Expect(page.Part("members-summary")).ToContainTextAsync("1 more has ended");
        await page.Part("member-search").FillAsync(parent.Pid.ToString(CultureInfo.InvariantCulture));
        await Expect(page.Part("member-row")).ToHaveCountAsync(1);
        await stack.Api.StopAsync(session.Id);
        Assert.Empty(page.Faults);
    }

    private static ILocator Row(CheckedPage page, int pid) => page.Page.Locator($"[data-testid=member-row][data-pid='{pid}']");
}
