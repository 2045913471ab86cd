using Damon.Contracts.Rest;

namespace Damon.Client.Idle.Pictures;

/// <summary>Memory by age over time, stacked from the youngest at the bottom to the oldest, and what is unknown above.</summary>
public sealed class StrataShape
{
    /// <summary>Width of the drawing.</summary>
    public const double Width = 1_000;

    /// <summary>Height of the drawing; its lower edge is 0 bytes.</summary>
    public const double Height = 400;

    // Looks come every ten seconds: what is much longer without one is not known.
    private const double LongestUs = 35_000_000;
    private const double FarApart = 2.5;

    /// <summary>Draws it.</summary>
    /// <param name="points">In time order.</param>
    /// <param name="mostBytes">Bytes at the upper edge.</param>
    public StrataShape(IReadOnlyList<IdlePoint> points, double mostBytes)
    {
        (FromUs, ToUs) = points.Count > 0 ? (points[0].Us, points[^1].Us) : (0, 0);
        var outlines = Enumerable.Range(0, AgeClasses.All.Count + 1).Select(_ => new Outline()).ToArray();
        foreach (var run in Runs(points))
        {
            Draw(run, Math.Max(1, mostBytes), outlines);
        }

        Ages = [.. outlines[..^1].Select(outline => outline.ToString())];
        Unknown = outlines[^1].ToString();
    }

    /// <summary>Left edge, Unix microseconds.</summary>
    public long FromUs { get; }

    /// <summary>Right edge, Unix microseconds.</summary>
    public long ToUs { get; }

    /// <summary>One path for each of <see cref="AgeClasses.All"/>; empty where there is nothing to draw.</summary>
    public IReadOnlyList<string> Ages { get; }

    /// <summary>The path of what is unknown.</summary>
    public string Unknown { get; }

    /// <summary>The look nearest to a place; null when there is none.</summary>
    /// <param name="points">In time order.</param>
    /// <param name="share">Place from the left, 0 .. 1.</param>
    public static IdlePoint? At(IReadOnlyList<IdlePoint> points, double share)
        => points.Count == 0 ? null : points[0].Us + (share * (points[^1].Us - points[0].Us)) is var us ? points.MinBy(point => Math.Abs(point.Us - us)) : null;

    // Looks that follow each other; between runs nothing is known.
    private static IEnumerable<List<IdlePoint>> Runs(IReadOnlyList<IdlePoint> points)
    {
        long[] gaps = [.. points.Zip(points.Skip(1), (a, b) => b.Us - a.Us).Order()];
        var longest = gaps.Length == 0 ? 0 : Math.Max(LongestUs, FarApart * gaps[gaps.Length / 2]);
        var run = new List<IdlePoint>();
        foreach (var point in points)
        {
            if (run.Count > 0 && point.Us - run[^1].Us > longest)
            {
                yield return run;
                run = [];
            }

            run.Add(point);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private void Draw(List<IdlePoint> run, double mostBytes, Outline[] outlines)
    {
        // One look alone has some width, too.
        var shown = run.Count > 1 ? run : [run[0], run[0]];
        var across = shown.Select(point => X(point.Us)).ToArray();
        if (run.Count == 1)
        {
            (across[0], across[1]) = ToUs == FromUs ? (0, Width) : (Math.Max(0, across[0] - 1), Math.Min(Width, across[1] + 1));
        }

        var lower = new double[shown.Count];
        for (var i = 0; i < outlines.Length; i++)
        {
            var upper = shown.Select((point, at) => lower[at] + (i < AgeClasses.All.Count ? AgeClasses.All[i].Of(point.Bytes) : point.UnknownBytes)).ToArray();
            outlines[i].Add(across, [.. lower.Select(Y)], [.. upper.Select(Y)]);
            lower = upper;
        }

        double Y(double bytes) => Height * (1 - Math.Min(1, bytes / mostBytes));
    }

    private double X(long us) => ToUs > FromUs ? Width * (us - FromUs) / (ToUs - FromUs) : 0;
}
