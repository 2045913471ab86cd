namespace Damon.Server.Heatmaps;

/// <summary>Query of packed cells, as text: what cannot be read is answered with the parameter's name.</summary>
/// <param name="Target">Index of the target; 0 when left out.</param>
/// <param name="From">Start of the time, Unix microseconds or ISO 8601.</param>
/// <param name="To">End of the time.</param>
/// <param name="Columns">Time steps, 1 .. 2000.</param>
/// <param name="Bands">Ranges in rising order, each with its number of rows.</param>
/// <param name="OverviewColumns">Time steps of the whole recording, 1 .. 2000; no overview when this and the next are left out.</param>
/// <param name="OverviewBands">Ranges of the overview, like <paramref name="Bands"/>.</param>
/// <param name="Value">What cells tell: rate when left out, touched or idle.</param>
internal sealed record CellsQuery(string? Target, string? From, string? To, string? Columns, string? Bands, string? OverviewColumns, string? OverviewBands, string? Value);
