namespace Damon.Model.WorkingSets;

/// <summary>
/// Standard error of the mean of several snapshots' sizes. They look mostly at the same pages, so that their errors go
/// the same way: the mean is not surer than one of them. It is the root of the mean square.
/// </summary>
public struct MeanError
{
    private double _squares;
    private long _count;

    /// <summary>The error so far, bytes; null when none was known.</summary>
    public readonly double? Value => _count == 0 ? null : Math.Sqrt(_squares / _count);

    /// <summary>Adds the error of one snapshot, bytes; one that is not known changes nothing.</summary>
    public void Add(long? error)
    {
        if (error is { } known)
        {
            _squares += (double)known * known;
            _count++;
        }
    }
}
