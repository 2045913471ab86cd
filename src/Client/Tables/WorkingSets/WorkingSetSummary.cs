using System.Globalization;
using Damon.Contracts.Rest;
using Damon.Model.Format;

namespace Damon.Client.Tables.WorkingSets;

/// <summary>What the percentiles of the working set size are shown as.</summary>
public static class WorkingSetSummary
{
    private const int Step = 5;

    private static readonly (int Percentile, string Name)[] Shown = [(0, "least"), (25, "25 %"), (50, "median"), (75, "75 %"), (95, "95 %"), (100, "most")];

    /// <summary>The lines of the table that the percentiles have.</summary>
    /// <param name="percentiles">In bytes, from 0 in steps of 5.</param>
    public static IReadOnlyList<WorkingSetLine> Lines(IReadOnlyList<long> percentiles)
        => [.. Shown.Where(s => s.Percentile / Step < percentiles.Count).Select(s => new WorkingSetLine(s.Percentile, s.Name, percentiles[s.Percentile / Step]))];

    /// <summary>The percentile curve as the points of an SVG polyline; empty for fewer than two points.</summary>
    /// <param name="percentiles">In bytes, from 0 in steps of 5.</param>
    /// <param name="width">Width of the drawing.</param>
    /// <param name="height">Height of the drawing; its lower edge is 0 bytes, its upper edge the largest value.</param>
    public static string Curve(IReadOnlyList<long> percentiles, double width, double height)
    {
        if (percentiles.Count < 2)
        {
            return "";
        }

        var most = Math.Max(1, percentiles.Max());
        return string.Join(' ', percentiles.Select((bytes, i) => string.Create(
            CultureInfo.InvariantCulture, $"{width * i / (percentiles.Count - 1):0.#},{height - (height * bytes / most):0.#}")));
    }

    /// <summary>The curve in words.</summary>
    public static string Words(WorkingSetResource set)
    {
        var lines = Lines(set.Percentiles);
        return lines.Count == 0
            ? "No working set size is known."
            : $"Working set size, from the smallest to the largest: {string.Join(", ", lines.Select(l => $"{l.Name} {ByteSize.Text(l.Bytes)}"))}; mean {Mean(set)}.";
    }

    /// <summary>The mean with its error, as people take it: two standard errors to each side.</summary>
    public static string Mean(WorkingSetResource set) => WithError(set.Mean, set.Error);

    /// <summary>A size and how sure it is: <c>512 MiB ± 20 MiB</c>, two standard errors to each side.</summary>
    /// <param name="bytes">The size.</param>
    /// <param name="error">Its standard error, bytes; null where none is known.</param>
    public static string WithError(double bytes, double? error)
        => error is { } known ? $"{ByteSize.Text(bytes)} ± {ByteSize.Text(2 * known)}" : ByteSize.Text(bytes);
}
