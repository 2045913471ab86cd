namespace Damon.Client.Tables;

/// <summary>
/// Holds the newest of values that come faster than anybody reads: the first passes at once, the next ones at most once
/// in a while, and the last one always.
/// </summary>
/// <typeparam name="T">What is held.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="due">Called, on any thread, when a value that had to wait may be taken by <see cref="Take"/>.</param>
public sealed class Paced<T>(TimeProvider time, Action due) : IDisposable
    where T : class
{
    private long? _taken;
    private T? _waiting;
    private ITimer? _timer;

    /// <summary>The value to show; null before the first.</summary>
    public T? Current { get; private set; }

    /// <summary>Gives a value. True when <see cref="Current"/> has changed.</summary>
    /// <param name="value">The newest value.</param>
    /// <param name="every">At most one change in this time; zero lets it pass at once.</param>
    public bool Offer(T value, TimeSpan every)
    {
        var left = _taken is { } last ? every - time.GetElapsedTime(last) : TimeSpan.Zero;
        if (left <= TimeSpan.Zero)
        {
            Set(value);
            return true;
        }

        _waiting = value;
        _timer ??= time.CreateTimer(_ => due(), null, left, Timeout.InfiniteTimeSpan);
        return false;
    }

    /// <summary>Lets the waiting value pass. True when there was one.</summary>
    public bool Take()
    {
        if (_waiting is not { } value)
        {
            return false;
        }

        Set(value);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        (_timer, _waiting) = (null, null);
    }

    private void Set(T value)
    {
        Dispose();
        (Current, _taken) = (value, time.GetTimestamp());
    }
}
