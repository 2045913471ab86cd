using Damon.Contracts.Monitoring;

namespace Damon.Client.Pictures;

/// <summary>The newest snapshots of one target in time order, bounded by time and by their number of regions.</summary>
/// <param name="longestUs">Time kept, microseconds.</param>
/// <param name="mostRegions">Regions kept over all snapshots; about 24 bytes each.</param>
public sealed class SnapshotStore(long longestUs, int mostRegions = 700_000)
{
    /// <summary>Time a page keeps, microseconds.</summary>
    public const long UsualUs = 6 * 60_000_000L;

    private readonly List<Snapshot> _snapshots = [];
    private long _regions;

    /// <summary>What is kept, oldest first.</summary>
    public IReadOnlyList<Snapshot> All => _snapshots;

    /// <summary>The newest; null when there is none.</summary>
    public Snapshot? Newest => _snapshots.Count > 0 ? _snapshots[^1] : null;

    /// <summary>Adds a snapshot. One that is not newer than the newest is left out (it came twice).</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(Snapshot snapshot)
    {
        if (Newest is { } newest && snapshot.EndUs <= newest.EndUs)
        {
            return false;
        }

        _snapshots.Add(snapshot);
        _regions += snapshot.Regions.Length;
        var old = 0;
        while (old < _snapshots.Count - 1
            && (_snapshots[old].EndUs < snapshot.EndUs - longestUs || _regions > mostRegions))
        {
            _regions -= _snapshots[old++].Regions.Length;
        }

        _snapshots.RemoveRange(0, old);
        return true;
    }

    /// <summary>The newest snapshots that together last about a time, oldest first.</summary>
    /// <param name="us">Microseconds.</param>
    public IReadOnlyList<Snapshot> Last(long us)
    {
        var first = _snapshots.Count - 1;
        while (first > 0 && _snapshots[^1].EndUs - _snapshots[first].EndUs < us)
        {
            first--;
        }

        return [.. _snapshots.Skip(first)];
    }

    /// <summary>The snapshot whose interval holds a time; null when none does.</summary>
    public Snapshot? At(long us)
    {
        var (low, high) = (0, _snapshots.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_snapshots[middle].EndUs <= us)
            {
                low = middle + 1;
            }
            else if (_snapshots[middle].StartUs > us)
            {
                high = middle - 1;
            }
            else
            {
                return _snapshots[middle];
            }
        }

        return null;
    }
}
