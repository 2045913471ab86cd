namespace Damon.Server.History.Packing;

/// <summary>A share of 0 .. 1 as a small number, to 1/10,000: two bytes at most as a varint.</summary>
internal static class StoredShare
{
    /// <summary>Stands for a share that is not known.</summary>
    public const ulong Unknown = 0;

    /// <summary>The largest number there is: all.</summary>
    public const int Most = 10_001;

    /// <summary>Steps of a whole.</summary>
    public const double Steps = 10_000;

    private const double ErrorSteps = 8;

    /// <summary>A share as it is stored.</summary>
    /// <param name="share">What lies beyond 0 .. 1 is cut off; null and NaN are unknown.</param>
    public static ulong Pack(double? share) => share is { } value && !double.IsNaN(value) ? 1 + (ulong)Math.Round(Math.Clamp(value, 0, 1) * Steps) : Unknown;

    /// <summary>A standard error as it is stored: to a twentieth of itself, as it is an estimate, too, and stays the same mostly.</summary>
    /// <param name="error">What lies beyond 0 .. 1 is cut off; null and NaN are unknown.</param>
    public static ulong PackError(double? error)
    {
        var whole = Pack(error);
        return whole <= 2 ? whole : 1 + (ulong)Math.Clamp(RoundError((long)whole - 1), 1, (long)Steps);
    }

    /// <summary>A standard error in whole numbers, rounded as well.</summary>
    /// <param name="error">At least 0.</param>
    public static long RoundError(long error) => error < 2 ? error : (long)Math.Round(Math.Pow(2, Math.Round(ErrorSteps * Math.Log2(error)) / ErrorSteps));

    /// <summary>A stored share.</summary>
    public static double? Unpack(ulong stored) => stored == Unknown ? null : Math.Min(Steps, stored - 1) / Steps;
}
