namespace Damon.Sampler.Monitoring.Sights;

/// <summary>Which of a process's mappings a sweep makes old.</summary>
public enum SweepKind : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of files and of shared memory.</summary>
    Mapped,

    /// <summary>All: private memory is shared, too, after a fork.</summary>
    All,
}
