namespace Damon.Server.Heavy;

/// <summary>
/// How long one read or one write may take. Kestrel's own bounds are rates over all that was sent: a receiver that
/// took megabytes into its buffers at once may do nothing for hours afterwards.
/// </summary>
internal sealed class StallBound : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly ITimer _timer;

    /// <param name="longest">So long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="end">What happens when it takes longer.</param>
    public StallBound(TimeSpan longest, TimeProvider time, Action end)
    {
        _longest = longest;
        _timer = time.CreateTimer(_ => end(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One begins.</summary>
    public void Begin() => _timer.Change(_longest, Timeout.InfiniteTimeSpan);

    /// <summary>It has come to its end.</summary>
    public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
