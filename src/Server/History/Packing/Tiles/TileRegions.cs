namespace Damon.Server.History.Packing.Tiles;

/// <summary>The regions of one tile, or of many one after another: what was observed of each, in whole steps.</summary>
/// <param name="count">Number of regions.</param>
internal sealed class TileRegions(int count)
{
    /// <summary>Steps of a share; also the samples that a region seems to have, where one looks at it as a snapshot's.</summary>
    public const int Steps = 1_000;

    /// <summary>Number of regions.</summary>
    public int Count => count;

    /// <summary>First bytes.</summary>
    public ulong[] Starts { get; } = new ulong[count];

    /// <summary>One past the last bytes.</summary>
    public ulong[] Ends { get; } = new ulong[count];

    /// <summary>Time in which it was observed, times the share of samples that could be: of the tile, 0 .. 1,000.</summary>
    public ushort[] Observed { get; } = new ushort[count];

    /// <summary>Of the observed samples those that found it accessed, 0 .. 1,000.</summary>
    public ushort[] Rates { get; } = new ushort[count];

    /// <summary>Time in which it was observed at all: of the tile, 0 .. 1,000.</summary>
    public ushort[] Known { get; } = new ushort[count];

    /// <summary>Time in which the share touched was estimated: of the tile, 0 .. 1,000.</summary>
    public ushort[] Estimated { get; } = new ushort[count];

    /// <summary>Mean share touched within an aggregation interval, 0 .. 1,000.</summary>
    public ushort[] Touched { get; } = new ushort[count];

    /// <summary>Mean time since the last access (<see cref="IdleSteps"/>).</summary>
    public ushort[] Idle { get; } = new ushort[count];

    /// <summary>The step nearest to a share; what is above zero is one at least.</summary>
    public static ushort ShareCode(double share) => share <= 0 ? (ushort)0 : (ushort)Math.Clamp(Math.Round(share * Steps), 1, Steps);
}
