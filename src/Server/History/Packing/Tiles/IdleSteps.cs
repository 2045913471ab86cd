namespace Damon.Server.History.Packing.Tiles;

/// <summary>Times since the last access as tiles store them: the logarithm of the time and a tile's length, in 1/24 octave.</summary>
internal static class IdleSteps
{
    /// <summary>The longest: what is above is told as this.</summary>
    public const int Most = 1_023;

    private const double Steps = 24;

    private static readonly double[] Lengths = [.. Enumerable.Range(0, Most + 1).Select(static code => Math.Pow(2, code / Steps) - 1)];
    private static readonly ushort[] Later = [.. Lengths.Select(static lengths => Code(lengths + 1, 1))];

    /// <summary>The step nearest to a time; what is above zero is one at least.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="tileSeconds">A tile's length.</param>
    public static ushort Code(double seconds, double tileSeconds)
        => seconds <= 0 ? (ushort)0 : (ushort)Math.Clamp(Math.Round(Steps * Math.Log2(1 + (seconds / tileSeconds))), 1, Most);

    /// <summary>The time of a step, seconds.</summary>
    public static double Seconds(int code, double tileSeconds) => Lengths[Math.Min(code, Most)] * tileSeconds;

    /// <summary>What a step becomes when a tile goes by without access.</summary>
    public static ushort After(ushort code) => Later[Math.Min(code, (ushort)Most)];
}
