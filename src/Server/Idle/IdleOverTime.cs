using Damon.Contracts.Monitoring;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Idle;

/// <summary>What a target has told last of its idle memory while time goes on; holds two of them.</summary>
internal sealed class IdleOverTime : IDisposable
{
    private readonly IEnumerator<StoredIdle> _later;
    private StoredIdle? _newest;
    private bool _hasLater;
    private IdleMessage? _told;

    /// <summary>Begins at a time.</summary>
    /// <param name="history">Where it is stored.</param>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="fromUs">Nothing before this time is asked for, Unix microseconds.</param>
    public IdleOverTime(IHistoryReader history, long session, int target, long fromUs)
    {
        _newest = history.Idle(session, target, fromUs);
        _later = history.IdleStream(session, target, TimeRange.All with { FromUs = fromUs + 1 }).GetEnumerator();
        _hasLater = _later.MoveNext();
    }

    /// <summary>The newest not after a time, which is not before the last one asked for; null when there is none.</summary>
    public IdleMessage? At(long us)
    {
        while (_hasLater && _later.Current.AtUs <= us)
        {
            (_newest, _told) = (_later.Current, null);
            _hasLater = _later.MoveNext();
        }

        return _told ??= _newest?.ToMessage();
    }

    /// <inheritdoc/>
    public void Dispose() => _later.Dispose();
}
