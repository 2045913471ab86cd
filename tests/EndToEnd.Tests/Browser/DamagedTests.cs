using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Browser.Pages;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Data.Sqlite;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>A recording of which a part cannot be read any more, on the pages.</summary>
[Collection(Lanes.Beside)]
public sealed class DamagedTests(BrowserFixture browser)
{
    [Fact]
    public async Task Replay_OfWhichAPartIsDamaged_ShowsTheRest_AndSaysSo()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid, new AttributesRequest { AggregationIntervalUs = 20_000, SamplingIntervalUs = 1_000 });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 600);
        session = await stack.Api.StopAsync(session.Id);
        await Wait.UntilAsync("snapshots are packed", () => Task.FromResult(Read(stack, "SELECT count(*) FROM chunks WHERE regions IS NOT NULL") >= 3));
        await stack.KillServerAsync();
        var (from, to) = (Read(stack, "SELECT first_us FROM chunks ORDER BY first_us LIMIT 1 OFFSET 1"), Read(stack, "SELECT last_us FROM chunks ORDER BY first_us LIMIT 1 OFFSET 1"));
        Read(stack, $"UPDATE chunks SET regions = randomblob(length(regions)) WHERE first_us = {from} RETURNING 1");
        Read(stack, "DELETE FROM tiles RETURNING 1");
        await stack.StartServerAsync();

        await using var page = await browser.NewPageAsync(1280, 1000);
        await page.Page.GotoAsync(stack.PageAddress());
        await page.Page.GotoAsync($"{stack.Address}sessions/{session.Id}");
        await page.WaitForCellsAsync("the rest is shown", cells => cells.NonEmpty > 0);

        var picture = new Picture(page);
        Assert.All(await picture.ColumnAsync(At((from + to) / 2)), static pixel => Assert.Equal(0u, pixel));
        Assert.Contains(await picture.ColumnAsync(At(from) / 2), static pixel => pixel != 0);
        Assert.Contains(await picture.ColumnAsync((1 + At(to)) / 2), static pixel => pixel != 0);
        await Expect(page.Part("health-note")).ToContainTextAsync(session.Id);
        await page.Page.ReloadAsync();
        await Expect(page.Part("session-damage")).ToContainTextAsync("can be read in part only");
        await page.Page.GotoAsync(stack.Address.ToString());
        await Expect(page.Part("session-damage")).ToContainTextAsync("can be read in part only");

        double At(long us) => (double)(us - session.FirstUs!.Value) / (session.LastUs!.Value - session.FirstUs.Value);
    }

    private static long Read(DamonStack stack, string command)
    {
        using var connection = new SqliteConnection($"Data Source={stack.Database};Pooling=false");
        connection.Open();
        using var asked = connection.CreateCommand();
        asked.CommandText = command;
        return asked.ExecuteScalar() is long number ? number : 0;
    }
}
