using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>The newest snapshots of one target in time order, bounded by time and by their number of regions.</summary>
/// <param name="longestUs">Time kept, microseconds.</param>
/// <param name="mostRegions">Regions kept over all snapshots; about 24 bytes each.</param>
public sealed class SnapshotStore(long longestUs, int mostRegions = 700_000)
{
    private readonly List<Snapshot> snapshots = [];
    private long regions;

    /// <summary>What is kept, oldest first.</summary>
    public IReadOnlyList<Snapshot> All => snapshots;

    /// <summary>The newest; null when there is none.</summary>
    public Snapshot? Newest => snapshots.Count > 0 ? snapshots[^1] : null;

    /// <summary>Adds a snapshot. One that is not newer than the newest is left out (it came twice).</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(Snapshot snapshot)
    {
        if (Newest is { } newest && snapshot.EndUs <= newest.EndUs)
        {
            return false;
        }

        snapshots.Add(snapshot);
        regions += snapshot.Regions.Length;
        var old = 0;
        while (old < snapshots.Count - 1
            && (snapshots[old].EndUs < snapshot.EndUs - longestUs || regions > mostRegions))
        {
            regions -= snapshots[old++].Regions.Length;
        }

        snapshots.RemoveRange(0, old);
        return true;
    }

    /// <summary>The snapshot whose interval holds a time; null when none does.</summary>
    public Snapshot? At(long us)
    {
        var (low, high) = (0, snapshots.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (snapshots[middle].EndUs <= us)
            {
                low = middle + 1;
            }
            else if (snapshots[middle].StartUs > us)
            {
                high = middle - 1;
            }
            else
            {
                return snapshots[middle];
            }
        }

        return null;
    }
}
