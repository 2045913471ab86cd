using System.Runtime.CompilerServices;
using Damon.Client.Api;
using Damon.Client.Viewports;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Viewports;

public sealed class ViewportTests : IDisposable
{
    private static readonly ViewRange Whole = new(0, 10_000_000, 0, 1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<(ViewRange View, CancellationToken Cancel, TaskCompletionSource Answer)> _loads = [];
    private readonly List<ViewRange> _shown = [];
    private readonly Viewport _viewport;
    private int _changes;
    private int _steps;
    private ApiProblem? _problem;

    public ViewportTests()
    {
        _viewport = new Viewport(Whole, _time, Load);
        _viewport.Changed += () => _changes++;
        _viewport.Moved += () => _steps++;
        _viewport.Failed += problem => _problem = problem;
    }

    public void Dispose() => _viewport.Dispose();

    [Fact]
    public void Move_TellsAtOnceCutToTheAxis()
    {
        _ = _viewport.MoveAsync(new ViewRange(1_000_000, 2_000_000, -1, 0.5));

        Assert.Equal(new ViewRange(1_000_000, 2_000_000, 0, 1), _viewport.View);
        Assert.Equal(2, _changes);
        Assert.Equal(0, _steps);
    }

    // A key, a box: nothing comes after it.
    [Fact]
    public async Task Move_AfterARest_IsLoadedAtOnceAndOnce()
    {
        for (var i = 1; i <= 2; i++)
        {
            var moving = _viewport.MoveAsync(Whole.Panned(i));
            Assert.Equal(i, _loads.Count);
            _loads[^1].Answer.SetResult();
            Assert.Equal(Whole.Panned(i), _shown[^1]);
            Assert.Equal(i - 1, _steps);

            // A button that goes back is shown anew when there is something to go back from.
            var changes = _changes;
            _time.Advance(Viewport.Rest);
            await moving;
            Assert.Equal((i, i), (_steps, _loads.Count));
            Assert.True(_changes > changes);
        }
    }

    [Fact]
    public async Task Move_ManyInARow_AreOneStepAndLoadsOfTheFirstAndTheLast()
    {
        var moves = new List<Task>();
        for (var i = 1; i <= 20; i++)
        {
            moves.Add(_viewport.MoveAsync(Whole.Panned(i)));
            _time.Advance(Viewport.Rest - TimeSpan.FromMilliseconds(1));
        }

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_viewport.Loading);
        Assert.Equal(2, _loads.Count);
        Assert.True(_loads[0].Cancel.IsCancellationRequested);
        _loads.ForEach(load => load.Answer.SetResult());
        await Task.WhenAll(moves);

        Assert.Equal(1, _steps);
        Assert.Equal([Whole.Panned(20)], _shown);
        Assert.False(_viewport.Loading);
    }

    [Fact]
    public async Task Load_Overtaken_IsCancelledAndNeverShown()
    {
        var first = _viewport.LoadAsync();
        _viewport.Set(Whole.Panned(1));
        var second = _viewport.LoadAsync();

        Assert.True(_loads[0].Cancel.IsCancellationRequested);
        Assert.False(_loads[1].Cancel.IsCancellationRequested);
        _loads[1].Answer.SetResult();
        _loads[0].Answer.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal([Whole.Panned(1)], _shown);
        Assert.False(_viewport.Loading);
    }

    [Fact]
    public async Task Load_OvertakenAndRefused_IsNoProblemAndTheNextStillLoads()
    {
        var first = _viewport.LoadAsync();
        var second = _viewport.LoadAsync();
        _loads[0].Answer.SetException(new ApiException(new ApiProblem { Message = "late" }));
        await first;

        Assert.Null(_problem);
        Assert.True(_viewport.Loading);
        _loads[1].Answer.SetResult();
        await second;
    }

    [Fact]
    public async Task Load_Refused_SaysWhyAndIsOver()
    {
        var loading = _viewport.LoadAsync();
        _loads[0].Answer.SetException(new ApiException(new ApiProblem { Message = "too much" }));
        await loading;

        Assert.Equal("too much", _problem?.Message);
        Assert.False(_viewport.Loading);
        Assert.Empty(_shown);
    }

    [Fact]
    public async Task Move_DuringALoad_LetsItEndUntilTheMoveHasRested()
    {
        var loading = _viewport.LoadAsync();
        var moving = _viewport.MoveAsync(Whole.Panned(1));
        Assert.False(_loads[0].Cancel.IsCancellationRequested);

        _time.Advance(Viewport.Rest);
        Assert.True(_loads[0].Cancel.IsCancellationRequested);
        _loads[0].Answer.SetCanceled(TestContext.Current.CancellationToken);
        _loads[1].Answer.SetResult();
        await Task.WhenAll(loading, moving);

        Assert.Equal([Whole.Panned(1)], _shown);
    }

    [Fact]
    public async Task Dispose_CancelsTheLoadAndTheStep()
    {
        var loading = _viewport.LoadAsync();
        var moving = _viewport.MoveAsync(Whole.Panned(1));

        _viewport.Dispose();
        Assert.True(_loads[0].Cancel.IsCancellationRequested);
        _loads[0].Answer.SetResult();
        _time.Advance(Viewport.Rest);
        await Task.WhenAll(loading, moving);

        Assert.Equal(0, _steps);
        Assert.Single(_loads);
        Assert.Empty(_shown);
        await _viewport.LoadAsync();
        await _viewport.MoveAsync(Whole);
        Assert.Single(_loads);
    }

    private async IAsyncEnumerable<Action> Load(ViewRange view, [EnumeratorCancellation] CancellationToken cancel)
    {
        var answer = new TaskCompletionSource();
        _loads.Add((view, cancel, answer));
        await answer.Task;
        yield return () => _shown.Add(view);
    }
}
