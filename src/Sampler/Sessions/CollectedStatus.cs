namespace Damon.Sampler.Sessions;

/// <summary>Tells a session's status when it has changed, once for all changes that come close together. From any thread; asking never blocks.</summary>
/// <param name="push">Tells it.</param>
/// <param name="time">Time.</param>
internal sealed class CollectedStatus(Action push, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _telling = new();
    private int _isDue;
    private bool _isClosed;

    /// <summary>It has changed.</summary>
    public void Ask()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = Task.Delay(Pause, time).ContinueWith(_ => Tell(), TaskScheduler.Default);
        }
    }

    /// <summary>Nothing more is told from here once this returns.</summary>
    public void Close()
    {
        lock (_telling)
        {
            _isClosed = true;
        }
    }

    private void Tell()
    {
        lock (_telling)
        {
            // What changes from here on is told again.
            Interlocked.Exchange(ref _isDue, 0);
            if (!_isClosed)
            {
                push();
            }
        }
    }
}
