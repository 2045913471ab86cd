namespace Damon.Model.Advice;

/// <summary>A limit that would have left room for everything that was accessed within a day, at any time of it.</summary>
/// <param name="Bytes">The limit, bytes.</param>
/// <param name="Peak">The look at which most was needed.</param>
/// <param name="Newest">The newest look.</param>
/// <param name="Looks">How many looks it is the most of.</param>
public sealed record LimitAdvice(long Bytes, MemoryLook Peak, MemoryLook Newest, int Looks)
{
    /// <summary>Shortest time of watching, seconds: what is used every few minutes must have shown itself, many times.</summary>
    public const int ShortestWatchS = 3_600;

    /// <summary>What is added to the most that was needed.</summary>
    public const double Margin = 0.1;

    /// <summary>A limit that leaves less than this share of what is resident, or allowed already, is no advice: it would hardly give anything back.</summary>
    private const double MostOfPresent = 0.95;

    private const double UsPerSecond = 1e6;

    /// <summary>What the looks at all memory of a session carry; null where it has been watched for too short a time, or nothing would be gained.</summary>
    /// <param name="looks">In time order.</param>
    /// <param name="limitBytes">The limit that holds now, bytes; null where none is known.</param>
    /// <param name="shortestS">Shortest time of watching wanted, seconds; at least <see cref="ShortestWatchS"/> is.</param>
    public static LimitAdvice? Of(IReadOnlyList<MemoryLook> looks, double? limitBytes = null, int shortestS = ShortestWatchS)
    {
        if (looks is not [.., var newest] || newest.WatchedUs < Math.Max(shortestS, ShortestWatchS) * UsPerSecond)
        {
            return null;
        }

        var (peak, most) = MostOf(looks);
        var bytes = most * (1 + Margin);
        return bytes < MostOfPresent * Math.Min(newest.ResidentBytes, limitBytes ?? double.PositiveInfinity)
            ? new LimitAdvice((long)Math.Round(bytes), peak, newest, looks.Count)
            : null;
    }

    // What nothing can be told of may be needed, all of it; and what has come since was used when it came.
    private static (MemoryLook Peak, double Bytes) MostOf(IReadOnlyList<MemoryLook> looks)
    {
        var (peak, most, held) = (looks[0], 0.0, double.PositiveInfinity);
        foreach (var look in looks)
        {
            held = Math.Min(held, look.ResidentBytes);
            var needed = Math.Max(look.NeededBytes + (2 * look.NeededError) + look.UnknownBytes, look.ResidentBytes - held);
            (peak, most) = needed > most ? (look, needed) : (peak, most);
        }

        return (peak, most);
    }
}
