namespace Damon.Model.Advice;

/// <summary>Memory that is held and has not been accessed since watching began.</summary>
/// <param name="Bytes">How much, bytes.</param>
/// <param name="Error">Its standard error, bytes.</param>
/// <param name="Look">The look that tells it.</param>
public sealed record UntouchedAdvice(double Bytes, double Error, MemoryLook Look)
{
    /// <summary>Shortest time of watching where nothing else is wanted, seconds: what is used every few minutes must have shown itself.</summary>
    public const int ShortestWatchS = 600;

    /// <summary>Least that is worth a word, bytes.</summary>
    public const double LeastBytes = 16 << 20;

    private const double UsPerSecond = 1e6;

    /// <summary>What a look at one mapping carries; null where that is too little, not sure or too early.</summary>
    /// <param name="look">The look.</param>
    /// <param name="heldBytes">What has been present there all the time, bytes: what came later was touched when it came.</param>
    /// <param name="shortestS">Shortest time of watching, seconds.</param>
    public static UntouchedAdvice? Of(MemoryLook look, double heldBytes, int shortestS = ShortestWatchS)
        => Math.Min(look.UntouchedBytes, heldBytes) is var bytes && look.WatchedUs >= shortestS * UsPerSecond && bytes - (2 * look.UntouchedError) >= LeastBytes
            ? new UntouchedAdvice(bytes, look.UntouchedError, look)
            : null;
}
