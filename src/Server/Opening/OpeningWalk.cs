using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.History;
using Damon.Server.WorkingSets;

namespace Damon.Server.Opening;

/// <summary>Finds everything that a page needs of a recording while its snapshots go by once; keeps two of them.</summary>
/// <param name="time">The working set is wanted of what overlaps it.</param>
/// <param name="atUs">The snapshot wanted is the last that starts before it, Unix microseconds.</param>
internal sealed class OpeningWalk(TimeRange time, long atUs)
{
    private readonly AreaFinder _areas = new();

    /// <summary>The first snapshot; null when there is none.</summary>
    public StoredSnapshot? First { get; private set; }

    /// <summary>The last snapshot that starts before the moment; null when none does.</summary>
    public StoredSnapshot? Current { get; private set; }

    /// <summary>The contiguous areas of all of them.</summary>
    public IReadOnlyList<AreaResource> Areas => AreaFinder.Resources(_areas.Areas);

    /// <summary>The working sets; the other members are complete once these are read to the end.</summary>
    /// <param name="snapshots">All snapshots of a target, in time order.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public IEnumerable<WorkingSetPoint> WorkingSets(IEnumerable<StoredSnapshot> snapshots, CancellationToken cancellation)
    {
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            var figures = snapshot.Figures;
            _areas.Add(snapshot);
            First ??= snapshot;
            Current = figures.StartUs < atUs ? snapshot : Current;
            if (figures.StartUs < time.ToUs && figures.EndUs > time.FromUs)
            {
                yield return WorkingSetSummary.Touched(figures);
            }
        }
    }
}
