using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest;

/// <summary>Access rates binned into a grid: columns are time, rows are addresses, row 0 at <see cref="Start"/>.</summary>
public sealed record HeatmapResource
{
    /// <summary>Left edge, Unix microseconds.</summary>
    public long FromUs { get; init; }

    /// <summary>Right edge, Unix microseconds.</summary>
    public long ToUs { get; init; }

    /// <summary>Lowest address.</summary>
    [JsonConverter(typeof(HexAddressConverter))] public ulong Start { get; init; }

    /// <summary>One past the highest address.</summary>
    [JsonConverter(typeof(HexAddressConverter))] public ulong End { get; init; }

    /// <summary>Number of time steps.</summary>
    public int Columns { get; init; }

    /// <summary>Number of address steps.</summary>
    public int Rows { get; init; }

    /// <summary>What a value means: <c>percentOfSamples</c>, 0 .. 100, averaged over the cell's bytes and time.</summary>
    public string Unit { get; init; } = "percentOfSamples";

    /// <summary>Largest cell value; 0 when all is cold or unknown.</summary>
    public double Max { get; init; }

    /// <summary>Rows of columns; null where nothing was observed.</summary>
    public IReadOnlyList<double?[]> Cells { get; init; } = [];

    /// <summary>The contiguous monitored areas of the whole selected time, in address order.</summary>
    public IReadOnlyList<AreaResource> Areas { get; init; } = [];
}
