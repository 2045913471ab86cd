using System.Globalization;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Benchmarks.Real;

/// <summary>What snapshots have said of a program.</summary>
internal sealed class Said(IProgram program)
{
    private const double Mb = 1 << 20;
    private const int SnapshotsOfSecond = 10;
    private const int SnapshotsOfFiveSeconds = 50;

    private readonly List<(long At, double Bytes, double Variance)> _all = [];

    /// <summary>Regions of the last snapshot.</summary>
    public int Regions { get; private set; }

    /// <summary>Most bytes of memory shared with others that were said to be idle in one snapshot.</summary>
    public double SharedIdle { get; private set; }

    /// <summary>Takes a snapshot. On the monitoring thread.</summary>
    public void Take(in SnapshotView snapshot)
    {
        var (bytes, variance, idle) = (0.0, 0.0, 0.0);
        foreach (ref readonly var region in snapshot.Regions)
        {
            if (region.NrUnknown >= snapshot.MaxNrAccesses)
            {
                continue;
            }

            var share = RegionParts.Touched(region, snapshot.IsEstimated);
            if (!float.IsNaN(share))
            {
                bytes += share * region.Size;
                variance += snapshot.IsEstimated ? Math.Pow(region.TouchedError * region.Size, 2) : 0;
            }
            else
            {
                bytes += Size(region) * region.NrAccesses / snapshot.MaxNrAccesses;
            }

            idle += region.NrAccesses == 0 && !(share > 0) ? RegionParts.Overlap(region, program.Shared.Start, program.Shared.End) : 0;
        }

        Regions = snapshot.Regions.Length;
        SharedIdle = Math.Max(SharedIdle, idle);
        _all.Add((snapshot.Seq, bytes, variance));
    }

    /// <summary>The median of the five-second means, MB.</summary>
    public double Middle() => Statistics.Median(Means(SnapshotsOfFiveSeconds).Select(mean => mean.Bytes)) / Mb;

    /// <summary>The smallest and the largest second, as parts of the median one.</summary>
    public string Seconds()
    {
        var seconds = Means(SnapshotsOfSecond).ConvertAll(mean => mean.Bytes);
        var median = Statistics.Median(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds.Min() / median:0.00} .. {seconds.Max() / median:0.00}");
    }

    /// <summary>How many of ten five-second means are within 15 % of a reference, or two standard errors.</summary>
    public string Right((double Bytes, double Error) reference)
    {
        var means = Means(SnapshotsOfFiveSeconds);
        var right = means.Count(mean => Math.Abs(mean.Bytes - reference.Bytes)
            <= Math.Max(0.15 * reference.Bytes, 2 * Math.Sqrt((mean.Error * mean.Error) + (reference.Error * reference.Error))));
        return string.Create(CultureInfo.InvariantCulture, $"{right} of {means.Count}");
    }

    /// <summary>How much of what is said to be hot is so, and how much of what is hot is said to be. Hot: at least half of the highest share.</summary>
    public (double Precision, double Recall) Found(MonitoredRun run)
    {
        if (program.Hot is not { } hot)
        {
            return (double.NaN, double.NaN);
        }

        var regions = run.Regions;
        var half = regions.Max(Share) / 2;
        var said = regions.Where(region => Share(region) >= half && half > 0).ToList();
        var right = said.Sum(region => RegionParts.Overlap(region, hot.Start, hot.End));
        return (right / Math.Max(1, said.Sum(region => Size(region))), right / (hot.End - hot.Start));

        double Share(Region region) => run.IsEstimated && !float.IsNaN(region.Touched) ? region.Touched : region.NrAccesses / (double)run.MaxNrAccesses;
    }

    private static double Size(in Region region) => region.End - region.Start;

    // Targets of one interval together, which have snapshots of one number, then several intervals.
    private List<(double Bytes, double Error)> Means(int snapshots)
        => [.. _all.GroupBy(one => one.At).OrderBy(one => one.Key).Select(one => (Bytes: one.Sum(part => part.Bytes), Variance: one.Sum(part => part.Variance)))
            .Chunk(snapshots).Where(chunk => chunk.Length >= snapshots * 4 / 5)
            .Select(chunk => (chunk.Average(one => one.Bytes), Math.Sqrt(chunk.Sum(one => one.Variance)) / chunk.Length))];
}
