using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Client.Heatmap;

/// <summary>Figures over time of one target, in time order.</summary>
public sealed class LineSeries
{
    private readonly List<LinePoint> points = [];

    /// <summary>All points.</summary>
    public IReadOnlyList<LinePoint> Points => points;

    /// <summary>Working set of a snapshot as the server counts it: bytes in regions with any access.</summary>
    public static LinePoint Of(Snapshot snapshot)
    {
        var bytes = 0L;
        foreach (var region in snapshot.Regions)
        {
            bytes += region.NrAccesses > 0 ? (long)region.Size : 0;
        }

        return new LinePoint(snapshot.EndUs, bytes, snapshot.ResidentBytes, snapshot.Regions.Length);
    }

    /// <summary>Adds the newest point; forgets points older than <paramref name="keepUs"/> before it.</summary>
    public void Add(LinePoint point, long keepUs = long.MaxValue)
    {
        if (points.Count > 0 && point.Us <= points[^1].Us)
        {
            return;
        }

        points.Add(point);
        if (points.Count % 256 == 0)
        {
            points.RemoveRange(0, points.FindIndex(p => p.Us >= point.Us - keepUs));
        }
    }

    /// <summary>Takes over what the server has recorded; points of our own that are newer stay.</summary>
    public void Load(IReadOnlyList<WorkingSetPoint> recorded)
    {
        var last = recorded.Count > 0 ? recorded[^1].Us : long.MinValue;
        var newer = points.Where(p => p.Us > last).ToArray();
        points.Clear();
        points.AddRange(recorded.Select(p => new LinePoint(p.Us, p.Bytes, p.ResidentBytes, p.Regions)));
        points.AddRange(newer);
    }

    /// <summary>The newest point at or before a time; null when there is none.</summary>
    public LinePoint? At(double us)
    {
        var next = points.FindIndex(0, p => p.Us > us);
        var index = next < 0 ? points.Count - 1 : next - 1;
        return index >= 0 ? points[index] : null;
    }

    /// <summary>
    /// At most about <paramref name="most"/> points of a span: of each step's points the one with the largest working
    /// set, so that a peak is never lost.
    /// </summary>
    public IReadOnlyList<LinePoint> Between(double fromUs, double toUs, int most)
    {
        var inside = points.Where(p => p.Us >= fromUs && p.Us <= toUs).ToArray();
        if (inside.Length <= most)
        {
            return inside;
        }

        var step = (int)Math.Ceiling(inside.Length / (double)most);
        return [.. inside.Chunk(step).Select(chunk => chunk.MaxBy(p => p.WorkingSet))];
    }
}
