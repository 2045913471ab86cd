using System.Globalization;
using System.Text;
using Damon.Client.Compare.Sides;
using Damon.Client.Tables.Regions;

namespace Damon.Client.Compare.Numbers;

/// <summary>The mappings of both sides, by name.</summary>
public static class MappingDifferences
{
    /// <summary>At most this many lines are shown; a file has all.</summary>
    public const int Most = 30;

    private const string Header =
        "mapping,a_access_rate_percent,b_access_rate_percent,difference_points,a_accessed_bytes,b_accessed_bytes,difference_bytes,a_monitored_bytes,b_monitored_bytes";

    /// <summary>One line a name.</summary>
    /// <param name="a">Use by name in A.</param>
    /// <param name="b">Use by name in B.</param>
    /// <param name="byRate">Biggest difference of access rates first; otherwise of accessed bytes.</param>
    public static IReadOnlyList<MappingDifference> Of(IReadOnlyList<MappingUse> a, IReadOnlyList<MappingUse> b, bool byRate)
    {
        var (ofA, ofB) = (a.ToDictionary(u => u.Name), b.ToDictionary(u => u.Name));
        var all = ofA.Keys.Union(ofB.Keys).Select(name => new MappingDifference(name, ofA.GetValueOrDefault(name), ofB.GetValueOrDefault(name)));
        var sorted = byRate
            ? all.OrderByDescending(d => d.Points is { } points ? Math.Abs(points) : -1).ThenByDescending(d => Math.Abs(d.Bytes))
            : all.OrderByDescending(d => Math.Abs(d.Bytes)).ThenByDescending(d => Math.Abs(d.Points ?? 0));
        return [.. sorted.ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <summary>All lines as comma-separated text (RFC 4180) with a header; what is unknown or not mapped is empty.</summary>
    public static string Csv(IEnumerable<MappingDifference> lines)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var line in lines)
        {
            text.Append(RegionExport.Cell(line.Name))
                .Append(CultureInfo.InvariantCulture, $",{line.A?.MeanPercent:0.####},{line.B?.MeanPercent:0.####},{line.Points:0.####}")
                .Append(CultureInfo.InvariantCulture, $",{line.A?.AccessedBytes:0},{line.B?.AccessedBytes:0},{line.Bytes:0}")
                .Append(CultureInfo.InvariantCulture, $",{line.A?.MonitoredBytes:0},{line.B?.MonitoredBytes:0}\r\n");
        }

        return text.ToString();
    }
}
