using System.Globalization;

namespace Damon.Model.Format;

/// <summary>Percentages for people.</summary>
public static class Percents
{
    /// <summary>As many digits as it takes to tell small from none: <c>0 %</c>, <c>0.025 %</c>, <c>2.5 %</c>, <c>40 %</c>.</summary>
    /// <param name="percent">0 to 100.</param>
    public static string Text(double percent)
        => percent.ToString(percent is 0 or >= 9.95 ? "0" : percent >= 0.1 ? "0.0" : "0.000", CultureInfo.InvariantCulture) + " %";
}
