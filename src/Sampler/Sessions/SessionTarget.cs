using Damon.Sampler.Procfs;
using Damon.Sampler.Procfs.Uses;

namespace Damon.Sampler.Sessions;

/// <summary>A target as its session shows it, with what is read of it beside the samples.</summary>
internal sealed class SessionTarget(TargetFacts facts, string procRoot, MapsReader maps, AddressSpace? space) : IDisposable
{
    private readonly ResidentSize _resident = new(procRoot, facts.Process.Pid);

    /// <summary>What is said of it.</summary>
    public TargetFacts Facts { get; set; } = facts;

    /// <summary>Its mappings; read by the companion only. None once it has ended: there may be thousands.</summary>
    public UsedMappings? Mappings { get; private set; } = new(new MappingTable(maps, facts.Process.Pid), procRoot, facts.Process.Pid);

    /// <summary>Its address space as the companion has seen it last; null where it is not known.</summary>
    public AddressSpace? Space { get; set; } = space;

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
