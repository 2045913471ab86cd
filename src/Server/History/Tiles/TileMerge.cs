using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Server.History.Packing.Tiles;

namespace Damon.Server.History.Tiles;

/// <summary>Tells neighbouring parts that are alike as one region: their mean by bytes.</summary>
internal static class TileMerge
{
    /// <summary>A tile may have so many regions, even if no snapshot in it had.</summary>
    private const int FewestRegions = 256;

    private const int Values = 6;

    /// <summary>The regions.</summary>
    /// <param name="parts">What was summed.</param>
    /// <param name="tileSeconds">Length of a tile.</param>
    /// <param name="most">So many at most, or <see cref="FewestRegions"/>.</param>
    /// <param name="tolerance">The step of tolerance that this took (<see cref="TileTolerance"/>).</param>
    public static TileRegions Of(TileParts parts, double tileSeconds, int most, out int tolerance)
    {
        var values = Told(parts, tileSeconds);
        var ends = new List<int>();
        for (tolerance = 0; ; tolerance++)
        {
            Join(parts, values, tolerance, ends);
            if (ends.Count <= Math.Max(FewestRegions, most) || tolerance == TileTolerance.Last)
            {
                return Regions(parts, ends, tileSeconds);
            }
        }
    }

    // Six numbers a part: five shares, and the octaves of the time.
    private static double[] Told(TileParts parts, double tileSeconds)
    {
        var values = new double[parts.Count * Values];
        for (var part = 0; part < parts.Count; part++)
        {
            var (rate, touched, idle) = (parts.Sum(CellMeasure.Rate, part), parts.Sum(CellMeasure.Touched, part), parts.Sum(CellMeasure.Idle, part));
            var into = values.AsSpan(part * Values, Values);
            into[0] = rate.Weight;
            into[1] = Mean(rate);
            into[2] = idle.Weight;
            into[3] = touched.Weight;
            into[4] = Mean(touched);
            into[5] = Math.Log2(1 + (Mean(idle) / tileSeconds));
        }

        return values;
    }

    private static double Mean(RegionMeasure told) => told.Weight > 0 ? told.Value / told.Weight : 0;

    // Where each region ends, one past its last part; a part that was not monitored is a region that will not be told.
    private static void Join(TileParts parts, double[] values, int tolerance, List<int> ends)
    {
        ends.Clear();
        Span<double> low = stackalloc double[Values];
        Span<double> high = stackalloc double[Values];
        var (share, octaves) = (TileTolerance.Share(tolerance), TileTolerance.Octaves(tolerance));
        for (var part = 0; part < parts.Count; part++)
        {
            var now = values.AsSpan(part * Values, Values);
            if (part > 0 && parts.IsCovered(part) == parts.IsCovered(part - 1) && Fits(now, low, high, share, octaves))
            {
                for (var i = 0; i < Values; i++)
                {
                    low[i] = Math.Min(low[i], now[i]);
                    high[i] = Math.Max(high[i], now[i]);
                }

                ends[^1] = part + 1;
                continue;
            }

            now.CopyTo(low);
            now.CopyTo(high);
            ends.Add(part + 1);
        }
    }

    private static bool Fits(ReadOnlySpan<double> now, ReadOnlySpan<double> low, ReadOnlySpan<double> high, double share, double octaves)
    {
        for (var i = 0; i < Values; i++)
        {
            if (Math.Max(high[i], now[i]) - Math.Min(low[i], now[i]) > (i == Values - 1 ? octaves : share))
            {
                return false;
            }
        }

        return true;
    }

    private static TileRegions Regions(TileParts parts, List<int> ends, double tileSeconds)
    {
        var regions = new TileRegions(ends.Count(end => parts.IsCovered(end - 1)));
        var (first, at) = (0, 0);
        foreach (var end in ends)
        {
            if (parts.IsCovered(end - 1))
            {
                Tell(parts, first, end, regions, at++, tileSeconds);
            }

            first = end;
        }

        return regions;
    }

    private static void Tell(TileParts parts, int first, int end, TileRegions into, int at, double tileSeconds)
    {
        var (bytes, rate, touched, idle) = (0.0, default(RegionMeasure), default(RegionMeasure), default(RegionMeasure));
        for (var part = first; part < end; part++)
        {
            var size = (double)parts.Range(part).Size;
            bytes += size;
            rate = Add(rate, parts.Sum(CellMeasure.Rate, part), size);
            touched = Add(touched, parts.Sum(CellMeasure.Touched, part), size);
            idle = Add(idle, parts.Sum(CellMeasure.Idle, part), size);
        }

        (into.Starts[at], into.Ends[at]) = (parts.Range(first).Start, parts.Range(end - 1).End);
        (into.Observed[at], into.Rates[at]) = (TileRegions.ShareCode(rate.Weight / bytes), TileRegions.ShareCode(Mean(rate)));
        (into.Known[at], into.Idle[at]) = (TileRegions.ShareCode(idle.Weight / bytes), IdleSteps.Code(Mean(idle), tileSeconds));
        (into.Estimated[at], into.Touched[at]) = (TileRegions.ShareCode(touched.Weight / bytes), TileRegions.ShareCode(Mean(touched)));
    }

    private static RegionMeasure Add(RegionMeasure sum, RegionMeasure more, double bytes) => new(sum.Value + (more.Value * bytes), sum.Weight + (more.Weight * bytes));
}
