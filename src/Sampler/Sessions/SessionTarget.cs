using Damon.Contracts.Rest;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions;

/// <summary>A target as its session shows it, with what is read of it beside the samples.</summary>
internal sealed class SessionTarget(ProcessIdentity process, TargetResource resource, string procRoot) : IDisposable
{
    private readonly ResidentSize _resident = new(procRoot, process.Pid);

    /// <summary>The process.</summary>
    public ProcessIdentity Process { get; } = process;

    /// <summary>What is said of it.</summary>
    public TargetResource Resource { get; set; } = resource;

    /// <summary>Its mappings; read by the companion only.</summary>
    public MappingTable Mappings { get; } = new(procRoot, process.Pid);

    /// <summary>Whether it is sampled.</summary>
    public bool IsLive => Resource.EndedBecause is null;

    /// <summary>Its resident memory, bytes; null when it can't be told.</summary>
    public long? ReadResidentBytes() => _resident.Read();

    /// <summary>Describes a target that begins.</summary>
    public static TargetResource Describe(int index, ProcessFacts facts) => new()
    {
        Index = index,
        Pid = facts.Identity.Pid,
        StartTime = facts.StartTime,
        Name = facts.Name,
        CommandLine = facts.CommandLine,
    };

    /// <inheritdoc/>
    public void Dispose() => _resident.Dispose();
}
