using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_block_info</c> of <c>Bpf/page_table.h</c>: one aligned 2 MiB of address space.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BlockInfo
{
    public ulong Entry;
    public BlockKind Kind;
    public uint Padding;
}
