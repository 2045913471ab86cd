using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;

namespace Damon.Client.Lines;

/// <summary>Figures over time of one target, in time order.</summary>
public sealed class LineSeries
{
    // On each side of a figure: such a band holds the truth 19 times in 20.
    private const long BandErrors = 2;

    private readonly List<LinePoint> _points = [];

    /// <summary>Percentiles 0, 5, … 100 of the working set over the snapshots, bytes; empty when not known.</summary>
    public IReadOnlyList<long> Percentiles { get; set; } = [];

    /// <summary>Mean of the working set over the snapshots, bytes; 0 when not known.</summary>
    public double Mean { get; set; }

    /// <summary>Standard error of the mean, bytes; null when not known.</summary>
    public double? MeanError { get; set; }

    /// <summary>All points.</summary>
    public IReadOnlyList<LinePoint> Points => _points;

    /// <summary>The point of a snapshot, its working set as the server counts it.</summary>
    public static LinePoint Of(Snapshot snapshot)
    {
        var size = snapshot.WorkingSet();
        return Banded(new LinePoint(snapshot.EndUs, size.Bytes, snapshot.ResidentBytes, snapshot.Regions.Length)
        {
            Error = size.Error,
            SamplingUs = snapshot.SamplingIntervalUs,
            AggregationUs = snapshot.EndUs - snapshot.StartUs,
            SamplerCpuUs = snapshot.SamplerCpuUs,
        });
    }

    /// <summary>Adds the newest point; forgets points older than <paramref name="keepUs"/> before it.</summary>
    public void Add(LinePoint point, long keepUs = long.MaxValue)
    {
        if (_points.Count > 0 && point.Us <= _points[^1].Us)
        {
            return;
        }

        _points.Add(point);
        if (_points.Count % 256 == 0)
        {
            _points.RemoveRange(0, _points.FindIndex(p => p.Us >= point.Us - keepUs));
        }
    }

    /// <summary>Takes over what the server has recorded; points of our own that are newer stay.</summary>
    public void Load(IReadOnlyList<WorkingSetPoint> recorded)
    {
        var last = recorded.Count > 0 ? recorded[^1].Us : long.MinValue;
        var newer = _points.Where(p => p.Us > last).ToArray();
        _points.Clear();
        _points.AddRange(recorded.Select(Of));
        _points.AddRange(newer);
    }

    /// <summary>Takes over what the server has recorded of a span, and how the working set is spread over it.</summary>
    public void Load(WorkingSetResource recorded)
    {
        Load(recorded.Series);
        var most = recorded.Series.All(point => point.ResidentBytes is not null) ? recorded.Series.Max(point => point.ResidentBytes) ?? long.MaxValue : long.MaxValue;
        (Percentiles, Mean, MeanError) = ([.. recorded.Percentiles.Select(bytes => Math.Min(bytes, most))], Math.Min(recorded.Mean, most), recorded.Error);
    }

    /// <summary>The point of the snapshot in which a time lies: the first that ends after it, at the end the last; null when there is none.</summary>
    public LinePoint? At(double us)
        => _points.Count == 0 ? null : _points[Math.Min(After(us), _points.Count - 1)];

    /// <summary>What the sampler spent in the two seconds up to a time, percent of one CPU; null when not known.</summary>
    public double? CpuPercentAt(double us)
    {
        var last = Math.Min(After(us), _points.Count - 1);
        var first = last;
        while (first > 0 && _points[last].Us - _points[first].Us < 2_000_000)
        {
            first--;
        }

        return last > first && _points[last].SamplerCpuUs > _points[first].SamplerCpuUs
            ? 100.0 * (_points[last].SamplerCpuUs - _points[first].SamplerCpuUs) / (_points[last].Us - _points[first].Us)
            : null;
    }

    /// <summary>How the working set is spread over a span.</summary>
    public SizeSpread Spread(double fromUs, double toUs)
        => SizeSpread.Of([.. Inside(After(fromUs), toUs).Select(p => new WorkingSetFigure(p.WorkingSet, p.Error))]);

    /// <summary>
    /// At most about <paramref name="most"/> points of a span: of each step's points the mean of their working sets, with a
    /// band from the lowest to the highest, so that a peak is neither lost nor taken for the usual.
    /// </summary>
    public IReadOnlyList<LinePoint> Between(double fromUs, double toUs, int most)
    {
        var inside = Inside(After(Math.BitDecrement(fromUs)), toUs).ToArray();
        if (inside.Length <= most)
        {
            return inside;
        }

        var step = (int)Math.Ceiling(inside.Length / (double)most);
        return [.. inside.Chunk(step).Select(One)];
    }

    private List<LinePoint> Inside(int first, double toUs) => _points[first..Math.Max(first, After(toUs))];

    // Index of the first point after a time; their number when there is none. Asked for every snapshot, of thousands of points.
    private int After(double us)
    {
        var (low, high) = (0, _points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].Us <= us ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static LinePoint One(LinePoint[] points) => points[^1] with
    {
        WorkingSet = (long)points.Average(p => (double)p.WorkingSet),
        Error = points.All(p => p.Error is not null) ? (long)Math.Sqrt(points.Average(p => (double)p.Error!.Value * p.Error.Value)) : null,
        Low = points.Min(p => p.Low ?? p.WorkingSet),
        High = points.Max(p => p.High ?? p.WorkingSet),
    };

    private static LinePoint Of(WorkingSetPoint recorded)
    {
        var point = Banded(new LinePoint(recorded.Us, recorded.Bytes, recorded.ResidentBytes, recorded.Regions)
        {
            Error = recorded.Error,
            SamplingUs = recorded.SamplingUs,
            AggregationUs = recorded.AggregationUs,
            SamplerCpuUs = recorded.SamplerCpuUs,
        });
        return recorded is not { LowBytes: { } low, HighBytes: { } high } ? point : Held(point with
        {
            Low = Math.Min(point.Low ?? low, low),
            High = Math.Max(point.High ?? high, high),
        });
    }

    private static LinePoint Banded(LinePoint point) => Held(point.Error is not { } error ? point : point with
    {
        Low = Math.Max(0, point.WorkingSet - (BandErrors * error)),
        High = point.WorkingSet + (BandErrors * error),
    });

    // What is not in memory cannot be in use: whole regions, and estimates with their errors, may say more.
    private static LinePoint Held(LinePoint point) => point.Resident is not { } resident ? point : point with
    {
        WorkingSet = Math.Min(point.WorkingSet, resident),
        Low = point.Low is { } low ? Math.Min(low, resident) : null,
        High = point.High is { } high ? Math.Min(high, resident) : null,
    };
}
