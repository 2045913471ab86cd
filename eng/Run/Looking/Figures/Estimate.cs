namespace Damon.Run.Looking.Figures;

/// <summary>Bytes that have, or have not, been accessed for some time.</summary>
/// <param name="Bytes">So many.</param>
/// <param name="Error">Their standard error, bytes.</param>
/// <param name="Seconds">The time.</param>
internal sealed record Estimate(long Bytes, long Error, int Seconds);
