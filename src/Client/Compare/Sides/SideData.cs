using Damon.Client.Lines;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;

namespace Damon.Client.Compare.Sides;

/// <summary>What is known of one side before its cells are fetched.</summary>
public sealed record SideData
{
    /// <summary>The session.</summary>
    public SessionResource Session { get; init; } = new();

    /// <summary>Index of the target.</summary>
    public int Target { get; init; }

    /// <summary>The part shown.</summary>
    public CompareRange Range { get; init; } = new(0, 0);

    /// <summary>Monitored areas, in address order; empty when nothing was recorded in the range.</summary>
    public IReadOnlyList<AddressRange> Areas { get; init; } = [];

    /// <summary>Mappings at the end of the range, in address order; where none are recorded, the areas.</summary>
    public IReadOnlyList<Mapping> Mappings { get; init; } = [];

    /// <summary>What could be accessed at any time that was asked for, in address order.</summary>
    public IReadOnlyList<AddressRange> Accessible { get; init; } = [];

    /// <summary>What the snapshots say about the mappings.</summary>
    public RangeUse Use { get; init; } = new();

    /// <summary>The working set in the range.</summary>
    public WorkingSetResource WorkingSet { get; init; } = new([], 0, []);

    /// <summary>Whether there is anything to show.</summary>
    public bool HasData => Areas.Count > 0;

    /// <summary>The process shown; null when the session has none.</summary>
    public TargetResource? Process => Session.Targets.FirstOrDefault(t => t.Index == Target);

    /// <summary>Working set and resident size since the start of the range.</summary>
    public LineSeries Lines()
    {
        var lines = new LineSeries { Percentiles = WorkingSet.Percentiles, Mean = WorkingSet.Mean };
        lines.Load([.. WorkingSet.Series.Select(p => p with { Us = p.Us - Range.FromUs })]);
        return lines;
    }
}
