using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Tells for every page of a range whether its Accessed bit is set, by copying whole table pages. Exact where the
/// sampler estimates: it is what sampling is judged by. It clears nothing; <see cref="AccessedBits.ClearAll"/> does.
/// Costs about 0.3 ms a GiB, and 4 KiB of shared memory for every 2 MiB of one chunk.
/// </summary>
/// <param name="program">Reads the tables.</param>
/// <param name="layout">Where the kernel keeps things.</param>
/// <param name="pid">The process.</param>
/// <param name="startTime">The process's start in ns since boot, which must be the same; 0 for whatever it is at the first read.</param>
internal sealed unsafe class ExactReader(PageTableProgram program, KernelLayout layout, int pid, ulong startTime = 0)
{
    /// <summary>Bytes of the address space that one table page describes.</summary>
    internal const ulong BlockSize = 2UL << 20;

    private const ulong PageSize = 4096;
    private const int PagesPerBlock = 512;
    private const ulong Present = 1 << 0;
    private const ulong ProtNone = 1 << 8;
    private const ulong Accessed = 1 << 5;

    private ulong _startTime = startTime;

    /// <summary>Reads a range.</summary>
    /// <param name="range">Page aligned.</param>
    /// <param name="pages">Filled with one entry a page, from the range's start; must be long enough.</param>
    /// <exception cref="OperationsException">The process is gone, or replaced its program meanwhile.</exception>
    internal void Read(AddressRange range, Span<PageAccess> pages)
    {
        if (!TryRead(range, pages, []))
        {
            throw new OperationsException(OperationsProblem.NoSuchProcess, $"Process {pid} has ended or replaced its program while it was read.");
        }
    }

    /// <summary>Reads a range; false when the process is gone, or replaced its program meanwhile.</summary>
    /// <param name="range">Page aligned.</param>
    /// <param name="pages">Filled with one entry a page, from the range's start; must be long enough.</param>
    /// <param name="isHuge">Filled with one entry for each block that the range touches: whether one bit tells of all its pages. Empty when nobody asks.</param>
    internal bool TryRead(AddressRange range, Span<PageAccess> pages, Span<bool> isHuge)
    {
        var first = range.Start & ~(BlockSize - 1);
        for (var start = first; start < range.End; start += (ulong)program.BlockCapacity * BlockSize)
        {
            var blocks = (int)Math.Min((ulong)program.BlockCapacity, (range.End - start + BlockSize - 1) / BlockSize);
            if (!Scan(start, blocks))
            {
                return false;
            }

            for (var block = 0; block < blocks; block++)
            {
                var address = start + (ulong)block * BlockSize;
                Take(block, address, range, pages);
                if (!isHuge.IsEmpty)
                {
                    isHuge[(int)((address - first) / BlockSize)] = program.Blocks[block].Kind == BlockKind.Huge;
                }
            }
        }

        return true;
    }

    private bool Scan(ulong start, int blocks)
    {
        var arguments = new ScanArguments { Layout = layout, StartTime = _startTime, Pid = (uint)pid, Start = start, BlockCount = (uint)blocks };
        program.Scan(ref arguments);
        _startTime = arguments.StartTime;
        return arguments.Result == RunResult.Ok;
    }

    private void Take(int block, ulong address, AddressRange range, Span<PageAccess> pages)
    {
        var info = program.Blocks[block];
        var entries = program.Tables + (nint)block * PagesPerBlock;
        var from = Math.Max(address, range.Start);
        var to = Math.Min(address + BlockSize, range.End);
        var target = pages.Slice((int)((from - range.Start) / PageSize), (int)((to - from) / PageSize));
        if (info.Kind != BlockKind.Table)
        {
            target.Fill(info.Kind == BlockKind.Absent ? PageAccess.Absent : Of(info.Entry));
            return;
        }

        var skip = (int)((from - address) / PageSize);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Of(entries[skip + i]);
        }
    }

    private static PageAccess Of(ulong entry)
        => (entry & (Present | ProtNone)) == 0 ? PageAccess.Absent : (entry & Accessed) != 0 ? PageAccess.Accessed : PageAccess.Idle;
}
