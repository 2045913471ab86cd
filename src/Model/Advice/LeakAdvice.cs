namespace Damon.Model.Advice;

/// <summary>
/// Memory that grows and is not used any more. The rate is the median of the slopes between all pairs of looks (Theil and
/// Sen), which single looks can't bend; that it is no warm-up, no load and no sawtooth is told by its being steady: each
/// part of the time must have grown by its share, the cold memory and what is resident.
/// </summary>
/// <param name="BytesPerMinute">Rate of the cold memory, bytes a minute.</param>
/// <param name="From">The first look it stands on.</param>
/// <param name="To">The last one.</param>
/// <param name="Looks">How many there are.</param>
public sealed record LeakAdvice(double BytesPerMinute, MemoryLook From, MemoryLook To, int Looks)
{
    /// <summary>Shortest time it must be seen for, seconds.</summary>
    public const int ShortestS = 600;

    /// <summary>Longest time that is looked back, seconds: a leak may begin late. Where more is wanted, that.</summary>
    public const int LongestS = 3_600;

    /// <summary>Least growth in all that is worth a word, bytes.</summary>
    public const double LeastBytes = 1 << 20;

    private const int Parts = 5;
    private const int FewestLooks = 3 * Parts;

    /// <summary>Least growth of each part in shares of what the rate makes of it, and that of the last, in which a warm-up would level off.</summary>
    private const double LeastShare = 0.6;
    private const double LeastShareOfLast = 0.75;

    /// <summary>Growth in all that is taken for more than chance, in standard errors.</summary>
    private const double LeastErrors = 4;

    private const double UsPerSecond = 1e6;
    private const double UsPerMinute = 60e6;

    /// <summary>What the looks at one kind of memory of one process carry; null where they carry no leak.</summary>
    /// <param name="looks">In time order.</param>
    /// <param name="shortestS">Shortest time wanted, seconds; at least <see cref="ShortestS"/> is.</param>
    public static LeakAdvice? Of(IReadOnlyList<MemoryLook> looks, int shortestS = ShortestS)
    {
        if (looks.Count == 0)
        {
            return null;
        }

        var recent = looks.Where(look => look.Us >= looks[^1].Us - (long)(BackS(shortestS) * UsPerSecond)).ToArray();
        var span = recent[^1].Us - recent[0].Us;
        if (recent.Length < FewestLooks || span < Math.Max(shortestS, ShortestS) * UsPerSecond)
        {
            return null;
        }

        var slope = Slope(recent);
        var error = Median(recent.Select(static look => look.ColdError));
        if (slope * span < Math.Max(LeastBytes, LeastErrors * error))
        {
            return null;
        }

        var parts = recent.GroupBy(look => Math.Min(Parts - 1, (int)((look.Us - recent[0].Us) * Parts / span))).OrderBy(static part => part.Key).ToArray();
        return parts.Length == Parts
            && IsSteady([.. parts.Select(static part => Median(part.Select(static look => look.ColdBytes)))], slope * span / Parts)
            && IsSteady([.. parts.Select(static part => Median(part.Select(static look => look.ResidentBytes)))], slope * span / Parts)
            ? new LeakAdvice(slope * UsPerMinute, recent[0], recent[^1], recent.Length)
            : null;
    }

    /// <summary>How long is looked back, seconds.</summary>
    /// <param name="shortestS">Shortest time wanted, seconds.</param>
    public static int BackS(int shortestS) => Math.Max(LongestS, shortestS);

    private static bool IsSteady(double[] levels, double expected)
    {
        for (var i = 1; i < levels.Length; i++)
        {
            if (levels[i] - levels[i - 1] < (i == levels.Length - 1 ? LeastShareOfLast : LeastShare) * expected)
            {
                return false;
            }
        }

        return true;
    }

    private static double Slope(MemoryLook[] looks)
        => Median(looks.SelectMany((first, i) => looks.Skip(i + 1).Where(second => second.Us > first.Us).Select(second => (second.ColdBytes - first.ColdBytes) / (second.Us - first.Us))));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
