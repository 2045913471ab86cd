using Damon.Client.Addresses;
using Damon.Client.Compare.Alignment;
using Damon.Client.Tables.Mappings;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Compare.Sides;

/// <summary>What the snapshots of a range say about the mappings.</summary>
public sealed record RangeUse
{
    /// <summary>One entry a name, in no order.</summary>
    public IReadOnlyList<MappingUse> Names { get; init; } = [];

    /// <summary>Mean access rate over all mappings in percent of observed samples, weighted by bytes; null when nothing was observed.</summary>
    public double? MeanPercent { get; init; }

    /// <summary>Snapshots that this was computed from.</summary>
    public int Snapshots { get; init; }

    /// <summary>Whether these are all that the range has; otherwise they are spread evenly over it.</summary>
    public bool All { get; init; }

    /// <summary>Mappings that may get a place on the common axis, as of the end of the range, in address order.</summary>
    public IReadOnlyList<AlignCandidate> Candidates { get; init; } = [];

    /// <summary>Sums up snapshots.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="mappings">The mappings by the time they were asked for, Unix microseconds; never empty. The last are of the range's end.</param>
    /// <param name="all">Whether the range has no more snapshots.</param>
    public static RangeUse Of(IReadOnlyList<Snapshot> snapshots, IReadOnlyList<(long AtUs, MappingGroups Groups)> mappings, bool all)
    {
        var sums = new Dictionary<string, MappingFigure>();
        foreach (var snapshot in snapshots)
        {
            var nearest = mappings.MinBy(m => Math.Abs(m.AtUs - snapshot.EndUs)).Groups;
            foreach (var figure in MappingFigures.Of(snapshot, nearest, double.MaxValue))
            {
                var name = figure.Mapping!.Name;
                sums[name] = sums.TryGetValue(name, out var before) ? before.Plus(figure) : figure;
            }
        }

        var count = Math.Max(1, snapshots.Count);
        return new RangeUse
        {
            Names = [.. sums.Select(s => new MappingUse(s.Key, s.Value.MeanPercent, s.Value.AccessedBytes / count, s.Value.MonitoredBytes / count))],
            MeanPercent = sums.Count > 0 ? sums.Values.Aggregate((one, other) => one.Plus(other)).MeanPercent : null,
            Snapshots = snapshots.Count,
            All = all,
            Candidates = Count(snapshots, mappings[^1].Groups),
        };
    }

    // Only what is monitored gets a place.
    private static AlignCandidate[] Count(IReadOnlyList<Snapshot> snapshots, MappingGroups groups)
    {
        var accessed = new Dictionary<MappingGroup, double>(ReferenceEqualityComparer.Instance);
        foreach (var figure in snapshots.SelectMany(s => MappingFigures.Of(s, groups, double.MaxValue)))
        {
            accessed[figure.Mapping!] = accessed.GetValueOrDefault(figure.Mapping!) + figure.AccessedBytes;
        }

        return [.. groups.Groups.Where(accessed.ContainsKey).Select(g => new AlignCandidate(g, accessed[g]))];
    }
}
