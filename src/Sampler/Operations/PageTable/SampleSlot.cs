using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_slot</c> of <c>Bpf/page_table.h</c>: one region's business of one sampling tick.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal struct SampleSlot
{
    public ulong Check;
    public ulong Prepare;
    public ulong ColdStart;
    public uint ColdPages;
    public PageState Checked;
    public PageState Prepared;
    public byte OfSharedMapping;
    public byte CheckedShift;
    public ulong CheckedFrame;
}
