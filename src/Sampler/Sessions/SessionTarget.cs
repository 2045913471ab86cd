using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions;

/// <summary>A target as its session shows it, with what is read of it beside the samples.</summary>
internal sealed class SessionTarget(TargetFacts facts, string procRoot) : IDisposable
{
    private readonly ResidentSize _resident = new(procRoot, facts.Process.Pid);

    /// <summary>What is said of it.</summary>
    public TargetFacts Facts { get; set; } = facts;

    /// <summary>Its mappings; read by the companion only.</summary>
    public MappingTable Mappings { get; } = new(procRoot, facts.Process.Pid);

    /// <summary>Whether it is sampled.</summary>
    public bool IsLive => Facts.EndedBecause is null;

    /// <summary>Its resident memory, bytes; null when it can't be told.</summary>
    public long? ReadResidentBytes() => _resident.Read();

    /// <inheritdoc/>
    public void Dispose() => _resident.Dispose();
}
