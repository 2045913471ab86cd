using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Procfs;

/// <summary>A process as /proc shows it.</summary>
internal sealed record ProcessFacts
{
    /// <summary>Pid and start time.</summary>
    public required ProcessIdentity Identity { get; init; }

    /// <summary>Start as time of day, to 10 ms.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The kernel's short name (comm).</summary>
    public required string Name { get; init; }

    /// <summary>Arguments joined by blanks, without what looks like a secret; the short name when there are none.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Owner's name or number.</summary>
    public required string User { get; init; }

    /// <summary>Resident memory, bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>The parent's process id.</summary>
    public required int ParentPid { get; init; }

    /// <summary>Tells its address space from that of another program it may execute; null where that is not known.</summary>
    public AddressSpace? Space { get; init; }

    /// <summary>The text of <c>/proc/PID/cgroup</c>; empty when it can't be read.</summary>
    public required string Cgroups { get; init; }

    /// <summary>The container it runs in; null when in none that is known.</summary>
    public required string? Container { get; init; }

    /// <summary>Why it can't be monitored, as a sentence; null when it can.</summary>
    public required string? Obstacle { get; init; }
}
