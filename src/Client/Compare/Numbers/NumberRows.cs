using System.Globalization;
using Damon.Client.Compare.Sides;
using Damon.Model.Format;

namespace Damon.Client.Compare.Numbers;

/// <summary>The numbers of both sides and their differences, in words.</summary>
public static class NumberRows
{
    private const string Unknown = "unknown";

    // Two halves of one recording differ by the microsecond that can't be halved.
    private const double ShortestUs = 1_000;

    /// <summary>The lines of the table.</summary>
    public static IReadOnlyList<NumberRow> Of(SideData a, SideData b)
    {
        (double? A, double? B) Both(Func<SideData, double?> figure) => (figure(a), figure(b));
        NumberRow Row(string name, (double? A, double? B) values, Func<double, string> text) => new(name, Text(values.A, text), Text(values.B, text), Difference(values, text));
        return
        [
            Row("Duration", Both(s => s.Range.LengthUs), us => us < ShortestUs ? "0 s" : Durations.Text(us)),
            Row("Working set, median", Both(s => Percentile(s, 50)), ByteSize.Text),
            Row("Working set, 5th percentile", Both(s => Percentile(s, 5)), ByteSize.Text),
            Row("Working set, 95th percentile", Both(s => Percentile(s, 95)), ByteSize.Text),
            Row("Working set, mean", Both(s => s.WorkingSet.Series.Count > 0 ? s.WorkingSet.Mean : null), ByteSize.Text),
            Row("Resident memory, mean", Both(s => s.WorkingSet.Series.Average(p => (double?)p.ResidentBytes)), ByteSize.Text),
            Row("Regions, mean", Both(s => s.WorkingSet.Series.Count > 0 ? s.WorkingSet.Series.Average(p => p.Regions) : null), n => n.ToString("#,0.#", CultureInfo.InvariantCulture)),
            Rate("Access rate, mean", a.Use.MeanPercent, b.Use.MeanPercent),
        ];
    }

    /// <summary>A difference of two rates in percentage points, such as <c>+1.5 points</c>; <c>unknown</c> when either is.</summary>
    public static string Points(double? a, double? b) => a is { } one && b is { } other ? Signed(one - other, p => Percents.Text(p)[..^2] + " points") : Unknown;

    /// <summary>A value with its sign: <c>+4 KiB</c>, <c>−4 KiB</c>; nothing in front of what reads as zero.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">Writes what is not negative.</param>
    public static string Signed(double value, Func<double, string> text)
        => text(Math.Abs(value)) is var size && size == text(0) ? size : (value > 0 ? "+" : "−") + size;

    /// <summary>The share of what was there before by which something has changed, in words; empty when that says nothing.</summary>
    /// <param name="a">What it is in A.</param>
    /// <param name="b">What it is in B.</param>
    public static string Share(double a, double b)
        => b <= 0 || a == b ? "" : a / b >= 10
            ? string.Create(CultureInfo.InvariantCulture, $" (×{a / b:0})")
            : Math.Round((a - b) / b * 100) is var percent && percent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({(percent > 0 ? "+" : "−")}{Math.Abs(percent):0} %)");

    private static NumberRow Rate(string name, double? a, double? b)
        => new(name, Text(a, Percents.Text), Text(b, Percents.Text), Points(a, b));

    private static string Text(double? value, Func<double, string> text) => value is { } known ? text(known) : Unknown;

    private static string Difference((double? A, double? B) values, Func<double, string> text)
        => values is ({ } a, { } b) ? Signed(a - b, text) + Share(a, b) : Unknown;

    private static double? Percentile(SideData side, int percentile)
        => side.WorkingSet.Percentiles.Count == 21 ? side.WorkingSet.Percentiles[percentile / 5] : null;
}
