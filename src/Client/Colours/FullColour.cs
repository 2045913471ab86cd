using Damon.Client.Pictures;

namespace Damon.Client.Colours;

/// <summary>
/// Chooses the rate from which on a cell has the last colour by what is on the screen: accesses of real programs are sparse,
/// and at a fixed 100 % most pictures are dark.
/// </summary>
public static class FullColour
{
    /// <summary>So many of the cells with any access have less, 0 .. 1.</summary>
    private const double Part = 0.95;

    /// <summary>A picture that moves gets darker colours only when so many steps lie between: else it would flicker.</summary>
    private const int StepsOfPatience = 2;

    /// <summary>Rates that are chosen from, percent.</summary>
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

    /// <summary>What it means, in words.</summary>
    public static string Text => "full colour is automatic: 95 of 100 accessed cells shown are below it";

    /// <summary>The step just above most cells with any access; 100 where there is none.</summary>
    /// <param name="source">The cells.</param>
    /// <param name="current">What is in force, percent.</param>
    /// <param name="moves">Whether the picture moves, so that small changes are not followed.</param>
    public static double Of(IColumnSource source, double current, bool moves)
    {
        var counts = new int[Steps.Length];
        var values = new float[source.Rows.Count];
        for (var column = source.Oldest; column <= source.Newest; column++)
        {
            source.Read(column, values);
            foreach (var value in values)
            {
                // NaN is not above zero either.
                if (value > 0)
                {
                    counts[Step(value)]++;
                }
            }
        }

        if (counts.Sum() is not (> 0 and var all))
        {
            return moves ? current : Steps[^1];
        }

        var (step, below) = (0, counts[0]);
        while (below < Part * all)
        {
            below += counts[++step];
        }

        return moves && Steps[step] < current && Step((float)current) - step < StepsOfPatience ? current : Steps[step];
    }

    private static int Step(float percent)
    {
        var step = Array.FindIndex(Steps, s => percent <= s);
        return step < 0 ? Steps.Length - 1 : step;
    }
}
