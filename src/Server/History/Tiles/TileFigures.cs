namespace Damon.Server.History.Tiles;

/// <summary>What the figures of a tile tell beside those of a snapshot, which are means of all that ended within it.</summary>
internal sealed record TileFigures
{
    /// <summary>Snapshots that ended within it; each counts in one tile.</summary>
    public long Count { get; init; }

    /// <summary>Mean length of these, microseconds.</summary>
    public long AggregationUs { get; init; }

    /// <summary>How their sizes in use are spread: bytes touched, or of whole regions where that was not estimated.</summary>
    public SizeQuantiles InUse { get; init; }

    /// <summary>How the sizes of regions with any access are spread.</summary>
    public SizeQuantiles Regions { get; init; }

    /// <summary>How unlike may be what was joined into one region (<see cref="TileTolerance"/>).</summary>
    public int Tolerance { get; init; }
}
