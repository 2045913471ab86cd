using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_layout</c> of <c>Bpf/page_table.h</c>: where this kernel keeps things.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KernelLayout
{
    /// <summary>Kernel address at which physical memory begins.</summary>
    public ulong DirectMap;

    /// <summary>Kernel address of the array of all <c>struct page</c>.</summary>
    public ulong MemoryMap;

    /// <summary>Address bits of a page-table entry.</summary>
    public ulong PhysicalMask;

    /// <summary>Levels of the page tables, 4 or 5.</summary>
    public uint Levels;

    /// <summary>Bytes of a <c>struct page</c>.</summary>
    public uint PageStructSize;
}
