using MessagePack;

namespace Damon.Contracts.Rest;

/// <summary>A process that could be a target. A pid alone is no identity, kernels reuse it: pid and start time are.</summary>
[MessagePackObject]
public sealed record ProcessResource
{
    /// <summary>Process id in the sampler's pid namespace.</summary>
    [Key(0)] public int Pid { get; init; }

    /// <summary>When it was started, to the kernel's clock tick (10 ms).</summary>
    [Key(1)] public DateTimeOffset StartTime { get; init; }

    /// <summary>The kernel's short name (comm).</summary>
    [Key(2)] public string Name { get; init; } = "";

    /// <summary>The command line, arguments joined by blanks, without what looks like a secret; the short name when it has none.</summary>
    [Key(3)] public string CommandLine { get; init; } = "";

    /// <summary>Owner's user name, or the number where it has none.</summary>
    [Key(4)] public string User { get; init; } = "";

    /// <summary>Resident memory, bytes.</summary>
    [Key(5)] public long ResidentBytes { get; init; }

    /// <summary>Whether a session on it can start.</summary>
    [Key(6)] public bool Monitorable { get; init; }

    /// <summary>Why not, as a sentence; null when monitorable.</summary>
    [Key(7)] public string? Reason { get; init; }

    /// <summary>The container it runs in, such as <c>docker 0123456789ab</c>; null when it runs in none that is known.</summary>
    [Key(8)] public string? Container { get; init; }
}
