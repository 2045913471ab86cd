namespace Damon.Contracts.Rest;

/// <summary>Figures of one snapshot, without its regions.</summary>
/// <param name="Us">End of the snapshot, Unix microseconds.</param>
/// <param name="Bytes">Working set size, bytes.</param>
/// <param name="ResidentBytes">Resident memory, bytes; null when not read.</param>
/// <param name="Regions">Number of regions.</param>
public sealed record WorkingSetPoint(long Us, long Bytes, long? ResidentBytes, int Regions);
