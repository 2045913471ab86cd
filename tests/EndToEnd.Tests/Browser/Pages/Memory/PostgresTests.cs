using System.Globalization;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>The processes of a PostgreSQL, of which each maps what the others do.</summary>
[Collection(Lanes.Beside)]
public sealed class PostgresTests(BrowserFixture browser)
{
    private const double MiB = 1 << 20;
    private const int Clients = 6;

    [Fact]
    public async Task Group_OfAPostgres_CountsItsSharedBuffersOnce()
    {
        await using var postgres = await PostgresServer.StartAsync(Clients, scale: 3, perSecond: 600);
        await using var stack = await DamonStack.StartAsync(samplerOptions: "--Damon:Sampler:SharedMemory=true");
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Targets = [new TargetRequest(Command: $"*{postgres.Name}*")] });
        await using var page = await browser.NewPageAsync(1440, 900);
        await page.Page.GotoAsync(stack.PageAddress($"/sessions/{session.Id}") + "&need=10");
        var idle = new IdlePart(page);
        await idle.ShownAsync();

        // The server itself, its clients' processes and those that it keeps beside them.
        var pids = Pids(postgres.Name);
        Assert.InRange(pids.Length, 1 + Clients, 12);
        await Expect(page.Part("member-row")).ToHaveCountAsync(pids.Length);
        Assert.Contains($"{pids.Length} processes", await page.Part("idle-scope").InnerTextAsync(), StringComparison.Ordinal);

        // Every process has the buffers in its table as soon as it has touched them; the kernel's own sum counts them once, too.
        await Wait.UntilAsync("memory is known, and all of it once", async () =>
        {
            var held = await idle.BytesAsync("holds");
            var truth = pids.Sum(pid => Sum(pid, "Pss:"));
            return Math.Abs(held - truth) < (0.1 * truth) + (4 * MiB);
        }, TimeSpan.FromSeconds(90));
        Assert.True(pids.Sum(pid => Sum(pid, "Rss:")) > 1.5 * await idle.BytesAsync("holds"), "The processes share next to nothing.");

        // Its clients read at random from all of the data: a minute of that is nearly all of the buffers that hold it.
        var needs = 0.0;
        await Wait.UntilAsync("what is read is needed", async () =>
        {
            var text = await page.Part("needs").InnerTextAsync();
            needs = text.Contains("known", StringComparison.Ordinal) ? 0 : IdlePart.Bytes(text);
            return needs > 20 * MiB;
        }, TimeSpan.FromSeconds(90));
        Assert.InRange(needs, 20 * MiB, await idle.BytesAsync("holds"));
        await Expect(page.Part("age-bars")).ToContainTextAsync("PostgreSQL shared buffers");
        Assert.Empty(page.Faults);
    }

    private static int[] Pids(string name)
        => [.. from folder in Directory.GetDirectories("/proc")
               where int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _) && Text(folder + "/comm").StartsWith("postgres", StringComparison.Ordinal)
                   && Text(folder + "/cmdline").Contains(name, StringComparison.Ordinal)
               select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)];

    private static double Sum(int pid, string name)
        => Text($"/proc/{pid}/smaps_rollup").Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) * 1024;

    // A process may end while it is looked at.
    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
