using Damon.Client.Changes;
using Damon.Client.Charts;
using Damon.Client.Tests.Api;
using Damon.Client.Views;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Changes;
using Damon.Model.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Changes;

public sealed class ChangeStoryTests : IDisposable
{
    private const long Second = 1_000_000;

    private readonly FakeServer _server = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SessionContext _page;
    private TargetContext _target;
    private readonly ChangeStory _story;

    public ChangeStoryTests()
    {
        _page = new SessionContext(_server.Client, _time, () => new ChartState());
        _target = new TargetContext(_page, 0);
        _story = new ChangeStory(_page, () => _target);
        _page.Session = new SessionResource { Id = "s", State = SessionState.Running, FirstUs = 0, LastUs = 1_000 * Second };
        _target = new TargetContext(_page, 0);
    }

    public void Dispose()
    {
        _story.Dispose();
        _page.Dispose();
    }

    [Fact]
    public async Task Live_IsAskedAfterThePictureAndThenForItsLastPart()
    {
        Answer(At(10), At(900));
        _page.Tell();
        Assert.Empty(_server.Asked);

        await PassAsync(2, asked: 1);
        Assert.Equal([10 * Second, 900 * Second], _story.Changes.Select(change => change.Us));

        // What is open may have moved; what is older stays.
        Answer(At(820), At(905), At(990));
        await PassAsync(10, asked: 2);
        Assert.EndsWith("/changes?target=0&from=820000000", _server.Asked[^1], StringComparison.Ordinal);
        Assert.Equal([10 * Second, 905 * Second, 990 * Second], _story.Changes.Select(change => change.Us));

        var same = _story.Changes;
        await PassAsync(10, asked: 3);
        Assert.Same(same, _story.Changes);
    }

    [Fact]
    public async Task Recording_IsAskedOnce()
    {
        _page.Session = _page.Session! with { State = SessionState.Stopped };
        Answer(At(10));
        _page.Tell();
        await PassAsync(2, asked: 1);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(_server.Asked);
        Assert.True(_story.IsKnown);
    }

    [Fact]
    public async Task Target_Another_BeginsAnew()
    {
        Answer(At(10));
        _page.Tell();
        await PassAsync(2, asked: 1);

        _target = new TargetContext(_page, 1);
        _page.Tell();

        Assert.Empty(_story.Changes);
        await PassAsync(2, asked: 2);
        Assert.EndsWith("/changes?target=1", _server.Asked[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_IsSaidAndAskedAgain()
    {
        _server.Problem("GET", "sessions/s/changes", System.Net.HttpStatusCode.ServiceUnavailable, "The store is away.");
        _page.Tell();
        await PassAsync(2, asked: 1);
        Assert.Equal("The store is away.", _story.Problem!.Message);

        Answer(At(10));
        await PassAsync(10, asked: 2);

        Assert.Null(_story.Problem);
        Assert.Single(_story.Changes);
    }

    private static Change At(long second) => new(second * Second, ChangeKind.Grew, 0, 0, 4_096, "[heap]", 1, 2, "It has grown.");

    private void Answer(params Change[] changes) => _server.Answer("GET", "sessions/s/changes", new ChangesAnswer(changes));

    private async Task PassAsync(int seconds, int asked)
    {
        var told = new TaskCompletionSource();
        void Tell() => told.TrySetResult();
        _page.Changed += Tell;
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _page.Changed -= Tell;
        Assert.Equal(asked, _server.Asked.Count);
    }
}
