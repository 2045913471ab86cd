using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Run.Api;

namespace Damon.Run.Looking.Figures;

/// <summary>What is looked at, at one moment.</summary>
/// <param name="Session">The session.</param>
/// <param name="Targets">Those of its targets that are looked at and have not ended.</param>
internal sealed record LookMoment(SessionResource Session, IReadOnlyList<TargetResource> Targets)
{
    /// <summary>When the figures were so, Unix microseconds; null before any are known.</summary>
    public long? AtUs { get; init; }

    /// <summary>All of it: memory that several processes share counts once. Null before it is known.</summary>
    public MemoryUse? Whole { get; init; }

    /// <summary>Each process, where there are several.</summary>
    public IReadOnlyList<ProcessUse> Processes { get; init; } = [];

    /// <summary>Further processes, which hold less than these.</summary>
    public int ProcessesLeftOut { get; init; }

    /// <summary>Each mapping; of several processes together every page counts once, in one of those that it is in.</summary>
    public IReadOnlyList<MappingUse> Mappings { get; init; } = [];

    /// <summary>The tightest memory limit; null where none is known.</summary>
    public MemoryLimit? Limit { get; init; }
}
