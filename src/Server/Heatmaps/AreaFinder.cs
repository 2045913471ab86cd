using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Server.History;

namespace Damon.Server.Heatmaps;

/// <summary>Finds the contiguous areas of snapshots that come one by one.</summary>
internal sealed class AreaFinder
{
    /// <summary>The areas so far.</summary>
    public AreaSet Areas { get; } = new();

    /// <summary>Adds a snapshot.</summary>
    public void Add(StoredSnapshot snapshot)
    {
        var run = default(RegionRun);
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            run.Add(regions, Areas);
        }

        run.End(Areas);
    }

    /// <summary>Areas as callers see them.</summary>
    public static IReadOnlyList<AreaResource> Resources(AreaSet areas) => [.. areas.Areas.Select(area => new AreaResource(area.Start, area.End))];
}
