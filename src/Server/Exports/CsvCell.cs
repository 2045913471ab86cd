using System.Buffers;

namespace Damon.Server.Exports;

/// <summary>Text as a cell of a CSV file.</summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Quoted where RFC 4180 wants it; what a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static string Of(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
