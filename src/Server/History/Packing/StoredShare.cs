namespace Damon.Server.History.Packing;

/// <summary>A share of 0 .. 1 as a small number, to 1/10,000: two bytes at most as a varint.</summary>
internal static class StoredShare
{
    /// <summary>Stands for a share that is not known.</summary>
    public const ulong Unknown = 0;

    /// <summary>The largest number there is: all.</summary>
    public const int Most = 10_001;

    private const double Steps = 10_000;

    /// <summary>A share as it is stored.</summary>
    /// <param name="share">What lies beyond 0 .. 1 is cut off; null and NaN are unknown.</param>
    public static ulong Pack(double? share) => share is { } value && !double.IsNaN(value) ? 1 + (ulong)Math.Round(Math.Clamp(value, 0, 1) * Steps) : Unknown;

    /// <summary>A stored share.</summary>
    public static double? Unpack(ulong stored) => stored == Unknown ? null : Math.Min(Steps, stored - 1) / Steps;
}
