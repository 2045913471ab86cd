namespace Damon.Run.Looking.Figures;

/// <summary>What something makes of its memory at one moment.</summary>
/// <param name="HoldsBytes">Resident.</param>
/// <param name="Needs">Accessed within the last minute, or the longest time known below that; null before any is known.</param>
/// <param name="Idle">Not accessed for ten minutes, or the longest time known below that; null before any is known.</param>
/// <param name="UnknownBytes">Resident, and nothing can be told of it.</param>
internal sealed record MemoryUse(long HoldsBytes, Estimate? Needs, Estimate? Idle, long UnknownBytes);
