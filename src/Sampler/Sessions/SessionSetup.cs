using Damon.Contracts.Link;
using Damon.Sampler.Sessions.Joining;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions;

/// <summary>What a session is made of.</summary>
internal sealed record SessionSetup
{
    /// <summary>The order.</summary>
    public required StartSession Order { get; init; }

    /// <summary>The kind of operations chosen.</summary>
    public required ISourceProvider Provider { get; init; }

    /// <summary>The processes to begin with.</summary>
    public required IReadOnlyList<FoundProcess> Processes { get; init; }

    /// <summary>The groups whose processes are followed.</summary>
    public required SessionGroups Groups { get; init; }

    /// <summary>The sampler's other sessions.</summary>
    public required OtherSessions Others { get; init; }
}
