namespace Damon.Server.History.Tiles;

/// <summary>
/// How unlike neighbouring parts of a tile may be that are told as one region. In step n rates and shares differ by 2^n/64
/// at most, and times since the last access by 2^n/8 octaves, each time counted with a tile's length added. A tile takes
/// the lowest step with which it has no more regions than it may.
/// </summary>
internal static class TileTolerance
{
    /// <summary>The step with which everything that touches is one.</summary>
    public const int Last = 10;

    /// <summary>Most by which rates and shares may differ, 0 .. 1.</summary>
    public static double Share(int step) => (1 << step) / 64.0;

    /// <summary>Most by which the logarithms to base 2 of times may differ.</summary>
    public static double Octaves(int step) => step >= Last ? double.PositiveInfinity : (1 << step) / 8.0;
}
