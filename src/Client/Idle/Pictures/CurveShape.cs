using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Idle;

namespace Damon.Client.Idle.Pictures;

/// <summary>How much memory was accessed within a time, against that time: what is not below the curve was not.</summary>
public sealed class CurveShape
{
    /// <summary>Width of the drawing.</summary>
    public const double Width = 1_000;

    private const double ShortestS = 0.5;

    private static readonly int[] MarksS = [1, 10, 60, 600, 3_600, 21_600, 86_400];

    /// <summary>Draws it.</summary>
    /// <param name="point">The look.</param>
    /// <param name="mostBytes">Bytes at the upper edge.</param>
    public CurveShape(IdlePoint point, double mostBytes)
    {
        var most = Math.Max(1, mostBytes);
        double Y(double bytes) => StrataShape.Height * (1 - Math.Min(1, bytes / most));
        var below = Steps(point);
        Ages =
        [
            .. AgeClasses.All.Select(age => Area(
                [.. Enumerable.Range(age.FirstGroup, age.LastGroup - age.FirstGroup + 2).Select(group => (X(group), Y(below[group])))])),
        ];
        var unknown = new Outline();
        unknown.Add([X(below.Length - 2), Width], [Y(below[^1]), Y(below[^1])], [Y(below[^1] + point.UnknownBytes), Y(below[^1] + point.UnknownBytes)]);
        Unknown = unknown.ToString();
    }

    /// <summary>Labels below it: place from the left, 0 .. 1, and time in words.</summary>
    public static IReadOnlyList<(double Share, string Text)> Marks { get; } =
        [.. MarksS.Select(seconds => (ShareOf(seconds), Durations.Text(seconds * 1e6)))];

    /// <summary>One path for each of <see cref="AgeClasses.All"/>.</summary>
    public IReadOnlyList<string> Ages { get; }

    /// <summary>The path of what is unknown: it lies above what is told.</summary>
    public string Unknown { get; }

    /// <summary>The edge nearest to a place, seconds; and what was accessed within it and before, bytes.</summary>
    /// <param name="point">The look.</param>
    /// <param name="share">Place from the left, 0 .. 1.</param>
    public static (int Seconds, double Used, double Idle) At(IdlePoint point, double share)
    {
        var edge = Enumerable.Range(0, IdleScale.EdgesS.Count).MinBy(i => Math.Abs(ShareOf(IdleScale.EdgesS[i]) - share));
        var below = Steps(point);
        return (IdleScale.EdgesS[edge], below[edge + 1], below[^1] - below[edge + 1]);
    }

    // Bytes below each edge: from nothing to all that is told.
    private static double[] Steps(IdlePoint point)
    {
        var below = new double[point.Bytes.Count + 1];
        for (var i = 0; i < point.Bytes.Count; i++)
        {
            below[i + 1] = below[i] + point.Bytes[i];
        }

        return below;
    }

    private static string Area((double X, double Y)[] line)
    {
        var outline = new Outline();
        outline.Add([.. line.Select(at => at.X)], [.. line.Select(_ => StrataShape.Height)], [.. line.Select(at => at.Y)]);
        return outline.ToString();
    }

    // Left edge of a group; one past the last has the right edge.
    private static double X(int group) => Width * (group == 0 ? 0 : group > IdleScale.EdgesS.Count ? 1 : ShareOf(IdleScale.EdgesS[group - 1]));

    private static double ShareOf(double seconds) => Math.Log(seconds / ShortestS) / Math.Log(IdleScale.EdgesS[^1] * 2 / ShortestS);
}
