using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_sample_args</c> of <c>Bpf/page_table.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SampleArguments
{
    public KernelLayout Layout;

    /// <summary>The process's start in ns since boot; 0 takes any and is filled in.</summary>
    public ulong StartTime;
    public uint Pid;
    public uint CheckCount;
    public uint PrepareCount;
    public RunResult Result;

    /// <summary>Processor the program ran on.</summary>
    public uint Cpu;

    /// <summary>Not 0 when others follow its page tables: a virtual machine runs in it, or a device uses its memory.</summary>
    public uint IsWatchedByOthers;
}
