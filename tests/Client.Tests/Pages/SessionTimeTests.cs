using System.Globalization;
using Bunit;
using Damon.Client.Pages;
using Damon.Client.Tests.Api;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;

namespace Damon.Client.Tests.Pages;

/// <summary>What a session's page says of the time it shows, and that all of it tells of the same.</summary>
public sealed class SessionTimeTests : RecordedSessionTest
{
    [Fact]
    public async Task Window_LongerThanTheSession_SaysHowMuchIsShown()
    {
        var page = await OpenLiveAsync(Snapshots.At(10, Snapshots.Region(0, 10, 3)));

        await EventuallyAsync(() => Assert.Equal("1 min (15 s so far)", Window(page, 60)));
        Assert.Equal(("15 s", "5 min"), (Window(page, 15), Window(page, 300)));

        (await FeedAsync()).TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(700, Snapshots.Region(0, 10, 3)) });
        await EventuallyAsync(() => Assert.Equal("1 min", Window(page, 60)));
    }

    [Fact]
    public async Task Scrub_OfARecording_IsFollowedByAllTablesAtOnce()
    {
        Server.AnswerWith("GET", "sessions/s/snapshots", request =>
        {
            var from = long.Parse(System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["from"]!, CultureInfo.InvariantCulture);
            return Task.FromResult(FakeServer.Json(new SnapshotPage([Snapshots.At(from / Snapshots.AggregationUs, Snapshots.Region(0, 10, 3))], null)));
        });
        var page = await OpenStoppedAsync();

        foreach (var (scrub, clock) in new[] { ("400", "00:00:05.0"), ("700", "00:00:08.0"), ("100", "00:00:02.0") })
        {
            page.Find("[data-testid=replay-scrub]").Input(scrub);

            // As soon as one of them has followed, all have.
            await EventuallyAsync(() => Assert.Contains(clock, TableTimes(page)));
            Assert.Equal([clock, clock, clock], TableTimes(page));
        }
    }

    private static string Window(IRenderedComponent<SessionPage> page, int seconds) => page.Find($"[data-testid=window] option[value='{seconds}000000']").TextContent;

    private static string[] TableTimes(IRenderedComponent<SessionPage> page)
        => [.. new[] { "[data-testid=mapping-table] .sentence .muted", "[data-testid=region-caption]", "[data-testid=hottest-regions] caption" }
            .Select(part => page.Find(part).TextContent.Split("at ")[1][..10])];
}
