using Damon.Model.Sessions;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Top;

/// <summary>Reads figures and keys by turns and shows what has changed, until somebody ends it or monitoring ends.</summary>
/// <param name="console">Where keys come from, and how big the screen is.</param>
/// <param name="read">Reads one of the sessions.</param>
/// <param name="sessions">How many there are.</param>
/// <param name="time">The clock.</param>
internal sealed class TopLoop(IAnsiConsole console, Func<int, CancellationToken, Task<LookMoment>> read, int sessions, TimeProvider time)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TopScreen _screen = new(time.LocalTimeZone);
    private readonly Silence _silence = new(time);
    private TopView _view = TopView.First;
    private LookMoment? _moment;
    private string? _remark;
    private Task<LookMoment>? _reading;
    private long _readAt;

    /// <summary>Whether keys are read; else only a signal ends it.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="show">Shows a screen; told whether its size has changed since the last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The last of a session that has ended by itself; null when somebody has ended the look.</returns>
    /// <exception cref="RunFailure">The server is gone.</exception>
    public async Task<LookMoment?> RunAsync(Action<IRenderable, bool> show, CancellationToken cancellationToken)
    {
        var size = (Width: 0, Height: 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (TakeKeys() is not { } pressed)
            {
                return null;
            }

            var changed = await TakeFiguresAsync(cancellationToken) || pressed;
            var now = (console.Profile.Width, console.Profile.Height);
            if (changed || now != size)
            {
                show(_screen.Of(_moment, _view, sessions, _remark, new TableRoom(now.Width, now.Height - 1, console.Profile.Capabilities.Unicode), HasKeys), now != size);
                size = now;
            }

            if (_moment is { } moment && moment.Session.State.IsOver() && sessions == 1)
            {
                return moment;
            }

            await Task.Delay(Turn, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    // Whether one has changed the view; null when one ends it all.
    private bool? TakeKeys()
    {
        var before = _view;
        while (HasKeys && console.Input.IsKeyAvailable() && console.Input.ReadKey(intercept: true) is { } key)
        {
            if (_view.After(key, sessions) is not { } view)
            {
                return null;
            }

            _view = view;
        }

        if (_view.Session != before.Session)
        {
            (_moment, _reading) = (null, null);
        }

        return _view != before;
    }

    // Beside this loop: keys are answered while the server thinks.
    private async Task<bool> TakeFiguresAsync(CancellationToken cancellationToken)
    {
        if (_reading is null && (_readAt == 0 || time.GetElapsedTime(_readAt) >= Pause || _moment is null && _remark is null))
        {
            (_reading, _readAt) = (read(_view.Session, cancellationToken), time.GetTimestamp());
        }

        if (_reading is not { IsCompleted: true } done)
        {
            return false;
        }

        _reading = null;
        try
        {
            _moment = await done;
            _silence.End();
            _remark = _moment.Session.EndedBecause;
        }
        catch (ApiFailure failure) when (failure.IsSilence)
        {
            _remark = _silence.Again(failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        return true;
    }
}
