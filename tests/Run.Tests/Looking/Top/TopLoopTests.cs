using Damon.Model.Sessions;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Top;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;

namespace Damon.Run.Tests.Looking.Top;

public sealed class TopLoopTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().Size(new Spectre.Console.Size(80, 24));
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<string> _screens = [];
    private readonly CancellationTokenSource _signal = new();

    [Fact]
    public async Task Run_KeyQ_Ends()
    {
        var running = RunAsync((_, _) => Task.FromResult(Some.OneProcess()));
        await UntilAsync(() => _screens.Any(screen => screen.Contains("redis-server", StringComparison.Ordinal)), running);

        _console.Input.PushKey(ConsoleKey.Q);

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_Signal_Ends()
    {
        var running = RunAsync((_, _) => Task.FromResult(Some.OneProcess()));

        await _signal.CancelAsync();

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_KeyOfAnOrder_SortsByIt()
    {
        var running = RunAsync((_, _) => Task.FromResult(Some.OneProcess()));
        await UntilAsync(() => _screens.Any(screen => screen.Contains("▾holds", StringComparison.Ordinal)), running);

        _console.Input.PushCharacter('i');
        await UntilAsync(() => _screens[^1].Contains("▾idle", StringComparison.Ordinal), running);
        _console.Input.PushCharacter('q');

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_KeyTab_ShowsTheNextSession()
    {
        var running = RunAsync((session, _) => Task.FromResult(Some.OneProcess(session == 0 ? "first" : "second")), sessions: 2);
        await UntilAsync(() => _screens.Any(screen => screen.Contains("1/2 · 12:05:10 · first", StringComparison.Ordinal)), running);

        _console.Input.PushKey(new ConsoleKeyInfo('\t', ConsoleKey.Tab, false, false, false));
        await UntilAsync(() => _screens[^1].Contains("2/2 · 12:05:10 · second", StringComparison.Ordinal), running);
        _console.Input.PushCharacter('q');

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_TerminalBecomesNarrower_ShowsItAnewForThatWidth()
    {
        var running = RunAsync((_, _) => Task.FromResult(Some.OneProcess()));
        await UntilAsync(() => _screens.Count > 1, running);

        _console.Profile.Width = 50;
        await UntilAsync(() => _screens[^1].Split('\n').All(line => line.Length <= 50) && _screens[^1].Contains("▾holds", StringComparison.Ordinal), running);
        _console.Input.PushCharacter('q');

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_SessionEnds_EndsWithItsLastMoment()
    {
        var moment = Some.OneProcess();
        moment = moment with { Session = moment.Session with { State = SessionState.Stopped, EndedBecause = "The process has ended." } };

        var last = await EndAsync(RunAsync((_, _) => Task.FromResult(moment)));

        Assert.Equal("The process has ended.", last!.Session.EndedBecause);
        Assert.Contains("The process has ended.", _screens[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerAwayForAWhile_SaysSoAndGoesOn()
    {
        var asked = 0;
        var running = RunAsync((_, _) => ++asked is > 1 and < 4 ? throw new ApiFailure(null, "Connection refused") : Task.FromResult(Some.OneProcess()));
        await UntilAsync(() => _screens.Any(screen => screen.Contains("The server does not answer (Connection refused); asking", StringComparison.Ordinal)), running);
        await UntilAsync(() => asked > 4 && !_screens[^1].Contains("does not answer", StringComparison.Ordinal), running);
        _console.Input.PushCharacter('q');

        Assert.Null(await EndAsync(running));
    }

    [Fact]
    public async Task Run_ServerGone_FailsWithASentence()
    {
        var failure = await Assert.ThrowsAsync<RunFailure>(() => EndAsync(RunAsync((_, _) => throw new ApiFailure(null, "Connection refused"))));

        Assert.Equal((1, "The server has not answered for 30 seconds (Connection refused)."), (failure.Status, failure.Message));
    }

    [Fact]
    public async Task Run_ServerRefuses_FailsAtOnce() =>
        await Assert.ThrowsAsync<ApiFailure>(() => EndAsync(RunAsync((_, _) => throw new ApiFailure(System.Net.HttpStatusCode.NotFound, "There is no session."))));

    public void Dispose()
    {
        _console.Dispose();
        _signal.Dispose();
    }

    private Task<LookMoment?> RunAsync(Func<int, CancellationToken, Task<LookMoment>> read, int sessions = 1) =>
        new TopLoop(_console, (session, cancel) => ReadAsync(read, session, cancel), sessions, _time) { HasKeys = true }.RunAsync(Show, _signal.Token);

    private static async Task<LookMoment> ReadAsync(Func<int, CancellationToken, Task<LookMoment>> read, int session, CancellationToken cancel) => await read(session, cancel);

    private void Show(IRenderable screen, bool resized) => _screens.Add(string.Join('\n', Some.Lines(screen, _console.Profile.Width)));

    private async Task<LookMoment?> EndAsync(Task<LookMoment?> running)
    {
        await UntilAsync(() => running.IsCompleted, running);
        return await running;
    }

    // The loop waits on this clock only; its turns come when a thread is free, on a busy machine much later than those here.
    private async Task UntilAsync(Func<bool> condition, Task running)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition() && !running.IsCompleted && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.True(condition() || running.IsFaulted, "Waited in vain.");
    }
}
