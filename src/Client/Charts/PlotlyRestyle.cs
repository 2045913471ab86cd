namespace Damon.Client.Charts;

/// <summary>New values of some traces, as Plotly's restyle takes them.</summary>
/// <param name="Values">By path; each an array with one entry a trace.</param>
/// <param name="Indices">The traces.</param>
public sealed record PlotlyRestyle(IReadOnlyDictionary<string, object?> Values, IReadOnlyList<int> Indices);
