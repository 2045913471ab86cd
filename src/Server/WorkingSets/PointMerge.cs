using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;

namespace Damon.Server.WorkingSets;

/// <summary>Several neighbouring snapshots as one point: means, the range of the working set, and the rest of the last.</summary>
internal sealed class PointMerge
{
    // A day of snapshots of terabytes is more than 64 bits hold.
    private Int128 _bytes;
    private Int128 _resident;
    private long _regions;
    private long _count;
    private long _residentCount;
    private long _low = long.MaxValue;
    private long _high = long.MinValue;
    private MeanError _error;
    private WorkingSetPoint? _last;

    /// <summary>Adds the next snapshot's point.</summary>
    public void Add(WorkingSetPoint point)
    {
        _count++;
        _bytes += point.Bytes;
        _regions += point.Regions;
        _error.Add(point.Error);
        _low = Math.Min(_low, point.LowBytes ?? point.Bytes);
        _high = Math.Max(_high, point.HighBytes ?? point.Bytes);
        if (point.ResidentBytes is { } resident)
        {
            _residentCount++;
            _resident += resident;
        }

        _last = point;
    }

    /// <summary>All of them in one.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public WorkingSetPoint ToPoint()
    {
        var last = _last ?? throw new InvalidOperationException("There is nothing to merge.");
        return _count == 1
            ? last
            : last with
            {
                Bytes = Mean(_bytes, _count),
                ResidentBytes = _residentCount == 0 ? null : Mean(_resident, _residentCount),
                Regions = (int)Mean(_regions, _count),
                Error = _error.Value is { } error ? (long)Math.Round(error) : null,
                LowBytes = _low,
                HighBytes = _high,
            };
    }

    // Nothing here is negative.
    private static long Mean(Int128 sum, long count) => (long)((sum + (count / 2)) / count);
}
