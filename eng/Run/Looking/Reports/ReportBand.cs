using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Run.Looking.Reports;

/// <summary>Access rates of one part of the addresses.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Name">What is mapped there.</param>
/// <param name="Rows">Rows of columns, the lowest addresses first; null where nothing was observed.</param>
internal sealed record ReportBand(
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    string Name,
    IReadOnlyList<double?[]> Rows);
