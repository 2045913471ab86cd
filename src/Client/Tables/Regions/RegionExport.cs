using System.Globalization;
using System.Text;
using System.Text.Json;
using Damon.Contracts.Json;

namespace Damon.Client.Tables.Regions;

/// <summary>Writes lines of regions as files, in the order given.</summary>
public static class RegionExport
{
    private const string Header = "start,end,size_bytes,mapping,more_mappings,access_rate_percent,nr_accesses,max_nr_accesses,unknown_samples,age_intervals,age_us";

    /// <summary>Comma-separated (RFC 4180), one header line; what is unknown is empty.</summary>
    public static string Csv(IEnumerable<RegionRow> rows)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"0x{row.Range.Start:x},0x{row.Range.End:x},{row.Range.Size},{Cell(row.Mapping ?? "")},{row.MoreMappings},")
                .Append(CultureInfo.InvariantCulture, $"{row.Percent:0.####},{(row.Percent is null ? null : row.NrAccesses)},{row.MaxNrAccesses},{row.Unknown},")
                .Append(CultureInfo.InvariantCulture, $"{row.Age},{row.AgeUs:0}\r\n");
        }

        return text.ToString();
    }

    /// <summary>An array of objects with the same fields; what is unknown is null.</summary>
    public static string Json(IEnumerable<RegionRow> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                Write(json, row);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Name of a file without what stands after the dot, such as <c>damon-regions-20260304T120000.1Z</c>.</summary>
    /// <param name="us">End of the snapshot, Unix microseconds.</param>
    public static string FileName(long us)
        => "damon-regions-" + DateTimeOffset.FromUnixTimeMilliseconds(us / 1_000).ToString("yyyyMMdd'T'HHmmss.f'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, RegionRow row)
    {
        json.WriteStartObject();
        json.WriteString("start", HexAddressConverter.Format(row.Range.Start));
        json.WriteString("end", HexAddressConverter.Format(row.Range.End));
        json.WriteNumber("sizeBytes", row.Range.Size);
        json.WriteString("mapping", row.Mapping);
        json.WriteNumber("moreMappings", row.MoreMappings);
        if (row.Percent is { } percent)
        {
            json.WriteNumber("accessRatePercent", Math.Round(percent, 4));
            json.WriteNumber("nrAccesses", row.NrAccesses);
        }
        else
        {
            json.WriteNull("accessRatePercent");
            json.WriteNull("nrAccesses");
        }

        json.WriteNumber("maxNrAccesses", row.MaxNrAccesses);
        json.WriteNumber("unknownSamples", row.Unknown);
        json.WriteNumber("ageIntervals", row.Age);
        json.WriteNumber("ageUs", Math.Round(row.AgeUs));
        json.WriteEndObject();
    }

    /// <summary>A text as a cell of a comma-separated file.</summary>
    /// <remarks>
    /// A process chooses the names of its mappings, and a spreadsheet runs what begins like a formula: such a name gets
    /// an apostrophe in front, which spreadsheets take for "this is text".
    /// </remarks>
    internal static string Cell(string text)
    {
        var harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
