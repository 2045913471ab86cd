namespace Damon.Server.Exports;

/// <summary>Query of an export, as text: what cannot be read is answered with the parameter's name.</summary>
/// <param name="Format"><c>damo</c>, <c>damoZip</c>, <c>csv</c>, <c>json</c> or <c>parquet</c>.</param>
/// <param name="Target">Index of the target; all when left out.</param>
/// <param name="From">Start of the time, Unix microseconds or ISO 8601.</param>
/// <param name="To">End of the time.</param>
/// <param name="Start">Lowest address, hexadecimal.</param>
/// <param name="End">One past the highest.</param>
internal sealed record ExportQuery(string? Format, string? Target, string? From, string? To, string? Start, string? End);
