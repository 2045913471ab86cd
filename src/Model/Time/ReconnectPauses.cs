namespace Damon.Model.Time;

/// <summary>How long to wait before the next try to connect: twice as long after each failure, up to a bound.</summary>
/// <param name="first">Before the first further try.</param>
/// <param name="longest">Never longer.</param>
public sealed class ReconnectPauses(TimeSpan first, TimeSpan longest)
{
    private TimeSpan? _last;

    /// <summary>The pause after a failure; the next one is twice as long.</summary>
    public TimeSpan Next()
    {
        _last = _last is { } last ? (last * 2 < longest ? last * 2 : longest) : first;
        return _last.Value;
    }

    /// <summary>The connection works: the next failure waits the shortest time again.</summary>
    public void Reset() => _last = null;
}
