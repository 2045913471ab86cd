using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions;

/// <summary>A target as its session shows it, with what is read of it beside the samples.</summary>
internal sealed class SessionTarget(TargetFacts facts, string procRoot, MapsReader maps) : IDisposable
{
    private readonly ResidentSize _resident = new(procRoot, facts.Process.Pid);

    /// <summary>What is said of it.</summary>
    public TargetFacts Facts { get; set; } = facts;

    /// <summary>Its mappings; read by the companion only. None once it has ended: there may be thousands.</summary>
    public MappingTable? Mappings { get; private set; } = new(maps, facts.Process.Pid);

    /// <summary>Whether it is sampled.</summary>
    public bool IsLive => Facts.EndedBecause is null;

    /// <summary>Its resident memory, bytes; null when it can't be told.</summary>
    public long? ReadResidentBytes() => IsLive ? _resident.Read() : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _resident.Dispose();
        Mappings = null;
    }
}
