namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Pages and alignment.</summary>
internal static class Pages
{
    /// <summary>Bytes of a base page, the smallest region (the kernel's DAMON_MIN_REGION).</summary>
    public const ulong Size = 4096;

    /// <summary>The multiple of <paramref name="unit"/> at or below <paramref name="value"/>.</summary>
    public static ulong AlignDown(ulong value, ulong unit) => value - (value % unit);

    /// <summary>The multiple of <paramref name="unit"/> at or above <paramref name="value"/>.</summary>
    public static ulong AlignUp(ulong value, ulong unit) => AlignDown(value + unit - 1, unit);
}
