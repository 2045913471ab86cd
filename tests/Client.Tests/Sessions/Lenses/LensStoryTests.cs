using System.Net;
using Damon.Client.Sessions.Lenses;
using Damon.Client.Tests.Api;
using Damon.Contracts.Rest.Lenses;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Sessions.Lenses;

public sealed class LensStoryTests : IDisposable
{
    private const string Close = "DELETE /api/v1/sessions/s/lens";

    private static readonly LensResource Lens = new(0, 0x1000, 0x3000, 1_000_000_000, 2_000_000);

    private readonly FakeServer _server = new();
    private readonly FakeTimeProvider _time = new();

    public LensStoryTests()
    {
        _server.Answer("POST", "sessions/s/lens", Lens, HttpStatusCode.Created);
        _server.Answer("GET", "sessions/s/lens", Lens);
        _server.Answer("DELETE", "sessions/s/lens", null, HttpStatusCode.NoContent);
        TellPages(1, 1, 255);
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Open_ItsPages_AreKeptCurrentUntilItIsClosed()
    {
        var story = Story();
        var running = Open(story);
        await EventuallyAsync(() => Assert.Equal([1, 255], story.Pages!.Ages));
        Assert.Equal(LensState.Open, story.State);
        Assert.Contains("\"start\":\"0x1000\"", _server.Bodies[0], StringComparison.Ordinal);

        TellPages(2, 9, 9);
        await EventuallyAsync(() => Assert.Equal([9, 9], story.Pages!.Ages));

        await story.DisposeAsync();
        await running;
        Assert.Equal(Close, _server.Asked[^1]);
        Assert.Single(_server.Asked, Close);
    }

    [Fact]
    public async Task Refused_TellsWhyAndClosesNothing()
    {
        _server.Problem("POST", "sessions/s/lens", HttpStatusCode.UnprocessableEntity, "The plan kernel has no lens.");
        var story = Story();

        await Open(story);
        await story.DisposeAsync();

        Assert.Equal((LensState.Refused, "The plan kernel has no lens."), (story.State, story.Problem!.Message));
        Assert.DoesNotContain(Close, _server.Asked);
    }

    [Fact]
    public async Task ClosedWhileItOpens_IsClosedAllTheSame()
    {
        var opened = new TaskCompletionSource();
        _server.AnswerWith("POST", "sessions/s/lens", async _ =>
        {
            await opened.Task;
            return FakeServer.Json(Lens, HttpStatusCode.Created);
        });
        var story = Story();
        var running = Open(story);

        await story.DisposeAsync();
        Assert.DoesNotContain(Close, _server.Asked);
        opened.SetResult();
        await running;

        Assert.Equal(Close, _server.Asked[^1]);
    }

    [Fact]
    public async Task SessionEnds_TellsWhyAndKeepsWhatWasSeen()
    {
        var story = Story();
        var running = Open(story);
        await EventuallyAsync(() => Assert.NotNull(story.Pages));
        _server.Problem("GET", "sessions/s/pages", HttpStatusCode.NotFound, "No lens is open: session s is stopped, and a lens ends with its session.");

        await EventuallyAsync(() => Assert.Equal(LensState.Ended, story.State));
        await running;
        await story.DisposeAsync();

        Assert.Contains("ends with its session", story.Problem!.Message, StringComparison.Ordinal);
        Assert.NotNull(story.Pages);
        Assert.DoesNotContain(Close, _server.Asked);
    }

    [Fact]
    public async Task ServerAway_IsAskedAgain()
    {
        var story = Story();
        var running = Open(story);
        await EventuallyAsync(() => Assert.NotNull(story.Pages));
        _server.Unreachable("GET", "sessions/s/pages");
        await EventuallyAsync(() => Assert.NotNull(story.Problem));
        Assert.Equal(LensState.Open, story.State);

        TellPages(3, 7, 7);
        await EventuallyAsync(() => Assert.Equal([7, 7], story.Pages!.Ages));
        Assert.Null(story.Problem);
        await story.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task AnotherTakesItsPlace_EndsAndIsLeftAlone()
    {
        var story = Story();
        var running = Open(story);
        await EventuallyAsync(() => Assert.NotNull(story.Pages));

        // The same range, opened later.
        _server.Answer("GET", "sessions/s/lens", Lens with { SinceUs = 2_000_000_000 });
        await EventuallyAsync(() => Assert.Equal(LensState.Ended, story.State));
        await running;
        await story.DisposeAsync();

        Assert.Contains("Another lens", story.Problem!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Close, _server.Asked);
    }

    [Fact]
    public async Task TakeOver_ClosesTheOtherFirst()
    {
        _server.Problem("POST", "sessions/s/lens", HttpStatusCode.Conflict, "A lens is open already.");
        var story = Story();
        await Open(story);
        Assert.Equal(LensState.Refused, story.State);
        _server.Answer("POST", "sessions/s/lens", Lens, HttpStatusCode.Created);

        var running = story.TakeOverAsync(new LensRequest(0, 0x1000, 0x3000));
        await EventuallyAsync(() => Assert.NotNull(story.Pages));

        Assert.Equal(["POST /api/v1/sessions/s/lens", Close, "POST /api/v1/sessions/s/lens"], _server.Asked.Take(3));
        await story.DisposeAsync();
        await running;
        Assert.Equal(2, _server.Asked.Count(call => call == Close));
    }

    private static Task Open(LensStory story) => story.RunAsync(new LensRequest(0, 0x1000, 0x3000));

    private LensStory Story() => new(_server.Client, _time, "s");

    private void TellPages(long second, params byte[] ages)
        => _server.Answer("GET", "sessions/s/pages", new PagesResource(0x1000, 0x3000, 1_000_000_000 + (second * 1_000_000), 4_096, ages));

    private async Task EventuallyAsync(Action assertion)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (tries < 300)
            {
                _time.Advance(TimeSpan.FromMilliseconds(500));
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
    }
}
