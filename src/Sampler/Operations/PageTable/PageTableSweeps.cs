using System.Globalization;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Procfs;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Sweeps by <c>/proc/PID/clear_refs</c>, which flushes nothing, and flushes by one advice on a piece of private memory:
/// the kernel flushes the whole process when what advice made old reaches over more than 33 pages.
/// </summary>
internal sealed unsafe class PageTableSweeps(PageTableTarget target, PageTableProgram program, ColdAdvice advice, string procRoot, int pid)
    : ISweepOperations, IDisposable
{
    private const ulong PageSize = 4096;

    /// <summary>Pages looked at to find a piece, and how often that is tried at a time.</summary>
    private const int PagesOfProbe = 1024;

    private const int MostProbes = 16;

    private ResidentSize? _size;
    private SafeFileHandle? _file;
    private ulong _draws;

    /// <inheritdoc/>
    public long PresentPages(SweepKind kind)
    {
        _size ??= new ResidentSize(procRoot, pid);
        return ((kind == SweepKind.All ? _size.Read() : _size.ReadMapped()) ?? 0) / (long)PageSize;
    }

    /// <inheritdoc/>
    public string? Clear(SweepKind kind)
    {
        try
        {
            // Kept open, it means this process and no later one of the same number.
            _file ??= File.OpenHandle(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "clear_refs"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(_file, kind == SweepKind.All ? "1"u8 : "3"u8, 0);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"The memory that process {pid} shares with others is unknown: to clear it (/proc/{pid}/clear_refs) the sampler needs the capability CAP_DAC_OVERRIDE. Started as root it keeps that with --Damon:Sampler:SharedMemory=true.";
        }
        catch (IOException fault)
        {
            return $"The memory that process {pid} shares with others is unknown: it could not be cleared ({fault.Message}).";
        }
    }

    /// <inheritdoc/>
    public bool TryFindFlush(IReadOnlyList<AddressRange> ranges, out AddressRange range)
    {
        for (var probe = 0; probe < MostProbes && TryDraw(ranges, out var start, out var pages); probe++)
        {
            if (TryFindIn(start, pages, out range))
            {
                return true;
            }
        }

        range = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Flush(AddressRange range) => target.IsValid && advice.Advise(range);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _size?.Dispose();
    }

    // One area after the other, each time at another place: small ones are accessed as often as large ones.
    private bool TryDraw(IReadOnlyList<AddressRange> ranges, out ulong start, out int pages)
    {
        for (var tries = 0; tries < ranges.Count; tries++)
        {
            var range = ranges[(int)(_draws++ % (ulong)ranges.Count)];
            var size = range.Size / PageSize;
            if (size > FlushPiece.FewestPages)
            {
                pages = (int)Math.Min((ulong)Math.Min(PagesOfProbe, program.SlotCapacity), size);
                start = range.Start + (Place(_draws) % (size - (ulong)pages + 1) * PageSize);
                return true;
            }
        }

        (start, pages) = (0, 0);
        return false;
    }

    private bool TryFindIn(ulong start, int pages, out AddressRange range)
    {
        range = default;
        for (var i = 0; i < pages; i++)
        {
            var address = start + ((ulong)i * PageSize);
            program.Slots[i] = new SampleSlot { Check = address, Prepare = address };
        }

        var arguments = target.Arguments(checks: pages, prepares: pages);
        program.Survey(ref arguments);
        return target.Accept(arguments.Result) && FlushPiece.TryFind(new ReadOnlySpan<SampleSlot>(program.Slots, pages), out range);
    }

    private static ulong Place(ulong draw)
    {
        draw = (draw ^ (draw >> 31)) * 0x9e3779b97f4a7c15;
        return draw ^ (draw >> 29);
    }
}
