using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Limits;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;

namespace Damon.Run.Looking.Reports;

/// <summary>Everything a report tells; with <c>--json</c> it is printed as it is.</summary>
internal sealed record ReportDocument
{
    /// <summary>The session's identity.</summary>
    public required string Session { get; init; }

    /// <summary>The session's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it was started for this report; else it is another one that is looked at.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Why monitoring ended before its time; null when it did not.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Begin of the time reported, Unix microseconds.</summary>
    public required long FromUs { get; init; }

    /// <summary>End of the time reported, Unix microseconds.</summary>
    public required long ToUs { get; init; }

    /// <summary>When the figures were so, Unix microseconds.</summary>
    public required long AtUs { get; init; }

    /// <summary>All memory together.</summary>
    public required MemoryUse Use { get; init; }

    /// <summary>The tightest memory limit; null where none is known.</summary>
    public MemoryLimit? Limit { get; init; }

    /// <summary>What monitoring cost at the end; null where it is not known.</summary>
    public SessionCost? Cost { get; init; }

    /// <summary>Processes, where there are several.</summary>
    public required IReadOnlyList<ProcessUse> Processes { get; init; }

    /// <summary>Further processes, which hold less than these.</summary>
    public int ProcessesLeftOut { get; init; }

    /// <summary>Mappings.</summary>
    public required IReadOnlyList<MappingUse> Mappings { get; init; }

    /// <summary>What idle memory suggests, as far as the time of watching carries it.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];

    /// <summary>The picture; null where nothing was observed.</summary>
    public ReportHeatmap? Heatmap { get; init; }
}
