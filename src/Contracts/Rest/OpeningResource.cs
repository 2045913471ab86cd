using Damon.Contracts.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>What a page needs of one target to show a recording, found in one walk over it.</summary>
public sealed record OpeningResource
{
    /// <summary>Index of the target in its session.</summary>
    public int Target { get; init; }

    /// <summary>The contiguous monitored areas of the whole recording, in address order.</summary>
    public IReadOnlyList<AreaResource> Areas { get; init; } = [];

    /// <summary>The mappings in force at the end of the time asked for: the newest set not after it, else the first.</summary>
    public IReadOnlyList<Mapping> Mappings { get; init; } = [];

    /// <summary>The mappings in force at its start.</summary>
    public IReadOnlyList<Mapping> EarlierMappings { get; init; } = [];

    /// <summary>The newest mappings of the recording; null when they are <see cref="Mappings"/>.</summary>
    public IReadOnlyList<Mapping>? NewestMappings { get; init; }

    /// <summary>The first stored snapshot; null when there is none.</summary>
    public Snapshot? First { get; init; }

    /// <summary>The last snapshot that starts before the moment asked for; null when none does.</summary>
    public Snapshot? Current { get; init; }

    /// <summary>Working set size in the time asked for, as many points as asked for.</summary>
    public WorkingSetResource WorkingSet { get; init; } = new([], 0, []);
}
