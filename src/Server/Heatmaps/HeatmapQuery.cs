namespace Damon.Server.Heatmaps;

/// <summary>Query of a heatmap, as text: what cannot be read is answered with the parameter's name.</summary>
/// <param name="Target">Index of the target; 0 when left out.</param>
/// <param name="From">Start of the time, Unix microseconds or ISO 8601.</param>
/// <param name="To">End of the time.</param>
/// <param name="Start">Lowest address, hexadecimal.</param>
/// <param name="End">One past the highest.</param>
/// <param name="Columns">Time steps, 1 .. 2000.</param>
/// <param name="Rows">Address steps, 1 .. 2000.</param>
internal sealed record HeatmapQuery(string? Target, string? From, string? To, string? Start, string? End, string? Columns, string? Rows);
