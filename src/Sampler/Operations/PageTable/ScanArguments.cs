using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_scan_args</c> of <c>Bpf/page_table.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScanArguments
{
    public KernelLayout Layout;
    public ulong StartTime;

    /// <summary>First address, a multiple of 2 MiB.</summary>
    public ulong Start;
    public uint Pid;
    public uint BlockCount;
    public RunResult Result;
    public uint Padding;
}
