namespace Damon.Confinement;

/// <summary>Sets of the kernel's capabilities, a bit each (<c>linux/capability.h</c>).</summary>
[Flags]
public enum Capabilities : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>CAP_DAC_OVERRIDE</c>: pass over the modes of files.</summary>
    DacOverride = 1UL << 1,

    /// <summary><c>CAP_SYS_PTRACE</c>: look at processes of other users.</summary>
    SysPtrace = 1UL << 19,

    /// <summary><c>CAP_SYS_NICE</c>: advise the kernel about another process's memory.</summary>
    SysNice = 1UL << 23,

    /// <summary><c>CAP_PERFMON</c>: let a BPF program read kernel memory.</summary>
    Perfmon = 1UL << 38,

    /// <summary><c>CAP_BPF</c>: load BPF programs.</summary>
    Bpf = 1UL << 39,
}
