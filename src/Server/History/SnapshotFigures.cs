using Damon.Server.History.Tiles;

namespace Damon.Server.History;

/// <summary>What is stored of a snapshot beside its regions.</summary>
internal sealed record SnapshotFigures
{
    /// <summary>Index of the target in its session.</summary>
    public int Target { get; init; }

    /// <summary>Number within the target.</summary>
    public long Seq { get; init; }

    /// <summary>Start, Unix microseconds.</summary>
    public long StartUs { get; init; }

    /// <summary>End, Unix microseconds.</summary>
    public long EndUs { get; init; }

    /// <summary>The largest value nrAccesses can take.</summary>
    public int MaxNrAccesses { get; init; }

    /// <summary>Number of regions.</summary>
    public int NrRegions { get; init; }

    /// <summary>Bytes in regions with at least one access.</summary>
    public long WorkingSetBytes { get; init; }

    /// <summary>Bytes touched within the interval, estimated; null when not estimated.</summary>
    public long? TouchedBytes { get; init; }

    /// <summary>Standard error of <see cref="TouchedBytes"/>, bytes; null when not estimated.</summary>
    public long? TouchedErrorBytes { get; init; }

    /// <summary>Resident memory, bytes; null when not read.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>CPU time the sampler has spent on the session until here, microseconds.</summary>
    public long SamplerCpuUs { get; init; }

    /// <summary>Sampling interval in force, microseconds.</summary>
    public long SamplingUs { get; init; }

    /// <summary>Sampling ticks that came too late and were skipped.</summary>
    public int MissedTicks { get; init; }

    /// <summary>What is told besides where these are means over a longer time; null for a snapshot.</summary>
    public TileFigures? Tile { get; init; }
}
