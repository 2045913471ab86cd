namespace Damon.Model.Idle;

/// <summary>
/// What is known of one page's last access, in a byte: finer for young pages than for old ones, so that a byte is enough
/// for a second and for years.
/// </summary>
public static class PageAge
{
    /// <summary>Nothing is present at the address.</summary>
    public const byte Absent = 0;

    /// <summary>The page was accessed just now.</summary>
    public const byte Youngest = 1;

    /// <summary>The longest time that can be told, about a century; for anything longer, too.</summary>
    public const byte Oldest = 254;

    /// <summary>The page is present, and nothing can be told of it.</summary>
    public const byte Unknown = 255;

    /// <summary>Steps for each doubling of the time.</summary>
    private const double StepsOfDoubling = 8;

    /// <summary>The byte for a time since the last access.</summary>
    /// <param name="idleSeconds">The time, seconds; negative counts as none.</param>
    public static byte Of(double idleSeconds)
    {
        var step = StepsOfDoubling * Math.Log2(1 + Math.Max(0, idleSeconds));
        return (byte)Math.Min(Oldest, Youngest + Math.Round(step, MidpointRounding.AwayFromZero));
    }

    /// <summary>The time that a byte tells, seconds; it must be neither <see cref="Absent"/> nor <see cref="Unknown"/>.</summary>
    public static double Seconds(byte age) => age is >= Youngest and <= Oldest
        ? Math.Pow(2, (age - Youngest) / StepsOfDoubling) - 1
        : throw new ArgumentOutOfRangeException(nameof(age), age, "This byte tells no time.");
}
