using Damon.Client.Api;

namespace Damon.Client.Viewports;

/// <summary>
/// The visible part and what has to be loaded for it. Moving shows at once; when it has rested, it becomes a step one can
/// go back from, and what is visible is loaded. A step that comes after a rest is loaded at once: it may be the only one.
/// Only the newest load counts: one that is overtaken is cancelled, and nothing of it is shown. Knows no components; meant for one thread, as a browser has it.
/// </summary>
public sealed class Viewport : IDisposable
{
    /// <summary>How long it rests before it is loaded: a wheel turns many times.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(160);

    private readonly TimeProvider _time;
    private readonly Func<ViewRange, CancellationToken, IAsyncEnumerable<Action>> _load;
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _moving;
    private CancellationTokenSource? _loading;

    /// <summary>A viewport that shows a part and has loaded nothing.</summary>
    /// <param name="view">What is visible first.</param>
    /// <param name="time">Tells when it has rested.</param>
    /// <param name="load">
    /// Loads what a part needs, piece by piece: each element shows one piece, and is called unless something else has come
    /// in between. An <see cref="ApiException"/> ends the load and is told by <see cref="Failed"/>.
    /// </param>
    public Viewport(ViewRange view, TimeProvider time, Func<ViewRange, CancellationToken, IAsyncEnumerable<Action>> load)
        => (View, _time, _load) = (view, time, load);

    /// <summary>Raised at once when another part is visible, and when <see cref="Loading"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>Raised when moving has rested: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>Raised when the newest load did not succeed.</summary>
    public event Action<ApiProblem>? Failed;

    /// <summary>The visible part.</summary>
    public ViewRange View { get; private set; }

    /// <summary>Whether something is being loaded.</summary>
    public bool Loading => _loading is not null;

    /// <summary>Whether nothing moves and nothing is loaded: a step that comes now is loaded at once.</summary>
    public bool Rests => _moving is null && _loading is null;

    /// <summary>Shows another part: at once, and its data when it has rested, or, where it had before, as soon as they are there.</summary>
    /// <param name="next">What is wanted; it is cut to what can be drawn.</param>
    /// <returns>Completes when its data is shown, or something else has come in between.</returns>
    public async Task MoveAsync(ViewRange next)
    {
        var hadRested = Rests;
        Set(next.Clamped());
        var load = hadRested ? LoadAsync() : Task.CompletedTask;
        if (await RestedAsync())
        {
            Moved?.Invoke();
            // Loaded or not: from now on there is a step to go back from.
            Changed?.Invoke();
            load = hadRested ? load : LoadAsync();
        }

        await load;
    }

    /// <summary>Shows another part without a step and without loading: the picture brings its own data, or a load follows.</summary>
    /// <param name="next">What is shown, as it is.</param>
    public void Set(ViewRange next)
    {
        View = next;
        Changed?.Invoke();
    }

    /// <summary>Loads what is visible. A load under way is cancelled.</summary>
    /// <returns>Completes when it is shown, or something else has come in between.</returns>
    public async Task LoadAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        using var mine = Replace(ref _loading);
        Changed?.Invoke();
        try
        {
            await foreach (var show in _load(View, mine.Token).WithCancellation(mine.Token))
            {
                // A load may come to its end although it was cancelled meanwhile.
                if (mine.IsCancellationRequested)
                {
                    return;
                }

                show();
            }
        }
        catch (ApiException fault) when (!mine.IsCancellationRequested)
        {
            Failed?.Invoke(fault.Problem);
        }
        catch (Exception fault) when (mine.IsCancellationRequested && fault is ApiException or OperationCanceledException)
        {
            // Overtaken, or closed.
        }
        finally
        {
            if (_loading == mine)
            {
                _loading = null;
                Changed?.Invoke();
            }
        }
    }

    /// <summary>Cancels what is under way; nothing is shown from then on.</summary>
    public void Dispose()
    {
        if (!_closing.IsCancellationRequested)
        {
            _closing.Cancel();
            _closing.Dispose();
        }
    }

    private async Task<bool> RestedAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return false;
        }

        using var mine = Replace(ref _moving);
        try
        {
            await Task.Delay(Rest, _time, mine.Token);
            return !mine.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _moving = _moving == mine ? null : _moving;
        }
    }

    // The token source that was there is cancelled; whoever made it disposes of it.
    private CancellationTokenSource Replace(ref CancellationTokenSource? current)
    {
        var (before, now) = (current, CancellationTokenSource.CreateLinkedTokenSource(_closing.Token));
        current = now;
        before?.Cancel();
        return now;
    }
}
