namespace Damon.Client.Compare.Sides;

/// <summary>How much the mappings of one name are used over a range, on average of the snapshots read.</summary>
/// <param name="Name">Short name; all mappings without a name are one.</param>
/// <param name="MeanPercent">Mean access rate in percent of observed samples, weighted by bytes; null when nothing was observed.</param>
/// <param name="AccessedBytes">Bytes accessed.</param>
/// <param name="MonitoredBytes">Bytes in regions.</param>
public sealed record MappingUse(string Name, double? MeanPercent, double AccessedBytes, double MonitoredBytes);
