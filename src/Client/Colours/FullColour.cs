using Damon.Client.Pictures;
using Damon.Model.Binning;

namespace Damon.Client.Colours;

/// <summary>
/// Chooses the value from which on a cell has the last colour by what is on the screen: accesses of real programs are sparse,
/// and at a fixed 100 % most pictures are dark.
/// </summary>
public static class FullColour
{
    /// <summary>So many of the cells with any access have less, 0 .. 1.</summary>
    private const double Part = 0.95;

    /// <summary>A picture that moves gets darker colours only when so many steps lie between: else it would flicker.</summary>
    private const int StepsOfPatience = 2;

    /// <summary>Of a picture that moves so many columns are looked at: to read all takes longer than the next snapshot takes to come.</summary>
    private const int MovingColumns = 60;

    /// <summary>Rates that are chosen from, percent.</summary>
    private static readonly double[] Percents = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

    /// <summary>Times that are chosen from, seconds.</summary>
    private static readonly double[] Times = [10, 60, 300, 600, 1_800, 3_600, 21_600, 86_400, 604_800];

    /// <summary>What it means, in words.</summary>
    /// <param name="measure">What cells tell.</param>
    public static string Text(CellMeasure measure) => measure == CellMeasure.Idle
        ? "full colour is automatic: 95 of 100 idle cells shown are younger"
        : "full colour is automatic: 95 of 100 accessed cells shown are below it";

    /// <summary>The step just above most cells with any access, or idle for any time; the usual one where there is none.</summary>
    /// <param name="source">The cells.</param>
    /// <param name="current">What is in force, percent or seconds.</param>
    /// <param name="moves">Whether the picture moves, so that small changes are not followed.</param>
    public static double Of(IColumnSource source, double current, bool moves)
    {
        var steps = source.Measure == CellMeasure.Idle ? Times : Percents;
        var counts = new int[steps.Length];
        var values = new float[source.Rows.Count];
        var (last, place) = (0f, 0);
        var stride = moves ? Math.Max(1, (source.Newest - source.Oldest + 1) / MovingColumns) : 1;
        for (var column = source.Newest; column >= source.Oldest; column -= stride)
        {
            source.Read(column, values);
            foreach (var value in values)
            {
                // NaN is not above zero either.
                if (value > 0)
                {
                    // Most cells are like the one below.
                    (last, place) = value == last ? (last, place) : (value, Step(steps, value));
                    counts[place]++;
                }
            }
        }

        if (counts.Sum() is not (> 0 and var all))
        {
            return moves ? current : source.Measure == CellMeasure.Idle ? CellShading.UsualMost(CellMeasure.Idle) : steps[^1];
        }

        var (step, below) = (0, counts[0]);
        while (below < Part * all)
        {
            below += counts[++step];
        }

        return moves && steps[step] < current && Step(steps, (float)current) - step < StepsOfPatience ? current : steps[step];
    }

    private static int Step(double[] steps, float value)
    {
        var step = Array.FindIndex(steps, s => value <= s);
        return step < 0 ? steps.Length - 1 : step;
    }
}
