namespace Damon.Sampler.Sessions;

/// <summary>
/// Gives back what targets that have ended leave: their pages are arrays of a megabyte, which lie where the runtime collects
/// only when it has grown by much. Where targets come and go that was as much again as is in use.
/// </summary>
internal sealed class EndedMemory : IDisposable
{
    /// <summary>So long after a target has ended its memory is given back, with that of all that have ended by then.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(30);

    private readonly ITimer _timer;
    private int _noted;

    /// <summary>Nothing has ended yet.</summary>
    public EndedMemory(TimeProvider time) => _timer = time.CreateTimer(_ => Return(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>How often memory was given back.</summary>
    public int Returns { get; private set; }

    /// <summary>Notes that a target has ended.</summary>
    public void Note()
    {
        if (Interlocked.Exchange(ref _noted, 1) == 0)
        {
            _timer.Change(After, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Return()
    {
        Volatile.Write(ref _noted, 0);

        // Not compacting: what is in use is few large arrays, and to move them would take as long as some sampling intervals.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        Returns++;
    }
}
