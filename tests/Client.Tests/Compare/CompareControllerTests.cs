using Damon.Client.Compare;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.PicturePages;
using Damon.Client.Tests.Api;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Compare;

public sealed class CompareControllerTests : IAsyncLifetime
{
    private static readonly CompareSettings Both = new() { A = new SideSettings { Session = "one" }, B = new SideSettings { Session = "two" } };

    private readonly FakeServer _server = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CompareController _controller;

    public CompareControllerTests()
    {
        TwoRecordings.Answer(_server);
        _controller = new CompareController(_server.Client, _time);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task Open_TwoSessions_ShowsAllOfTheLongerRange()
    {
        await _controller.OpenAsync(Both, ["a note"]);

        Assert.Equal(ComparePhase.Ready, _controller.Phase);
        Assert.Equal((0, 30e6), (_controller.Pictures.View.FromUs, _controller.Pictures.View.ToUs));
        Assert.Equal(AlignBy.Mapping, _controller.Automatic);
        Assert.Equal(["a note"], _controller.Notes);
        Assert.False(_controller.Fetching);
        Assert.NotNull(_controller.Pictures.Cells);
        Assert.Equal(2, Cells());
    }

    [Fact]
    public async Task Open_OneNotThere_LetsChoose()
    {
        await _controller.OpenAsync(Both with { B = new SideSettings { Session = "gone" } }, []);

        Assert.Equal(ComparePhase.Choosing, _controller.Phase);
        Assert.Contains("no session gone for B", Assert.Single(_controller.Notes), StringComparison.Ordinal);
        Assert.Equal(0, Cells());
    }

    [Fact]
    public async Task Open_AgainMeanwhile_ShowsTheNewerOnly()
    {
        _server.Hang("GET", "sessions/two/mappings");
        var overtaken = _controller.OpenAsync(Both, []);
        var newer = _controller.OpenAsync(Both with { B = Both.A }, []);

        await overtaken;
        await newer;

        Assert.Equal("one", _controller.B!.Session.Id);
        Assert.Equal(ComparePhase.Ready, _controller.Phase);
        Assert.False(_controller.Fetching);
    }

    [Fact]
    public async Task Open_ServerAway_FailsAndOpensWhenAskedAgain()
    {
        _server.Unreachable("GET", "sessions");
        await _controller.OpenAsync(Both, []);
        Assert.Equal(ComparePhase.Failed, _controller.Phase);

        TwoRecordings.Answer(_server);
        await _controller.RefreshAsync();

        Assert.Equal((ComparePhase.Ready, null), (_controller.Phase, _controller.Problem));
    }

    [Fact]
    public async Task Swap_TwoSessions_IsAStepAndExchangesThem()
    {
        await _controller.OpenAsync(Both, []);
        var steps = 0;
        _controller.Moved += () => steps++;

        await _controller.SwapAsync();

        Assert.Equal(("two", "one", 1), (_controller.A!.Session.Id, _controller.B!.Session.Id, steps));
    }

    [Fact]
    public async Task Zoom_SeveralTimes_LoadsTheFirstAndAfterARestTheLast()
    {
        await _controller.OpenAsync(Both, []);
        var (steps, before) = (0, Cells());
        _controller.Moved += () => steps++;

        Task[] moves = [.. Enumerable.Range(1, 5).Select(i => _controller.Pictures.ShowAsync(_controller.Pictures.View.Zoomed(0.7)))];
        Assert.Equal(before + 2, Cells());
        _time.Advance(TimeSpan.FromMilliseconds(160));
        await Task.WhenAll(moves);

        Assert.Equal((1, before + 4), (steps, Cells()));
        Assert.True(_controller.Pictures.Zoomed);
        Assert.NotNull(_controller.CurrentSettings().FromUs);
    }

    [Fact]
    public async Task Load_Overtaken_IsCancelledAndNotShown()
    {
        await _controller.OpenAsync(Both, []);
        var whole = _controller.Pictures.Cells;
        _server.Hang("GET", "sessions/two/cells");
        var overtaken = _controller.Pictures.ShowAsync(new ViewPart(0, 1_000_000, null, null));
        Assert.True(_controller.Fetching);
        _server.AnswerCells("sessions/two/cells", 25);

        await _controller.Pictures.ShowAsync(new ViewPart(0, 2_000_000, null, null));
        await overtaken;

        Assert.NotSame(whole, _controller.Pictures.Cells);
        Assert.Equal(2e6, _controller.Pictures.Cells!.A.ToUs);
        Assert.False(_controller.Fetching);
    }

    [Fact]
    public async Task Load_Refused_TellsWhyAndKeepsWhatIsShown()
    {
        await _controller.OpenAsync(Both, []);
        var whole = _controller.Pictures.Cells;
        _server.Problem("GET", "sessions/two/cells", System.Net.HttpStatusCode.BadRequest, "Too many rows.");

        await _controller.Pictures.ShowAsync(new ViewPart(0, 1_000_000, null, null));

        Assert.Equal("Too many rows.", _controller.Problem!.Message);
        Assert.Same(whole, _controller.Pictures.Cells);
    }

    [Fact]
    public async Task Apply_TheSameSides_LoadsOnlyCells()
    {
        await _controller.OpenAsync(Both, []);
        _server.Forget();

        await _controller.ApplyAsync(Both with { FromUs = 1_000_000, ToUs = 2_000_000 }, []);

        Assert.Equal(1e6, _controller.Pictures.View.FromUs);
        Assert.All(_server.Asked, call => Assert.Contains("/cells?", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Align_ByAddress_IsAStepAndForgetsTheHeight()
    {
        await _controller.OpenAsync(Both, []);
        var steps = 0;
        _controller.Moved += () => steps++;

        await _controller.SetAlignmentAsync(AlignBy.Address);

        Assert.Equal((AlignBy.Address, 1), (_controller.Pictures.Aligned.By, steps));
        Assert.Equal((AlignBy.Address, null), (_controller.CurrentSettings().By, _controller.CurrentSettings().Low));
    }

    private int Cells() => _server.Asked.Count(call => call.Contains("/cells?", StringComparison.Ordinal));
}
