using System.Buffers.Text;
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

    /// <summary>Pages from the first to the last that are more than the kernel flushes one by one (<c>tlb_single_page_flush_ceiling</c>), and some.</summary>
    private const int FewestPages = 40;

    /// <summary>Pages looked at to find a piece, and how often that is tried at a time.</summary>
    private const int PagesOfProbe = 1024;

    private const int MostProbes = 16;

    private SafeFileHandle? _file;
    private ulong _draws;

    private string Directory => Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public long PresentPages(SweepKind kind)
    {
        if (!ProcFile.TryRead(Path.Combine(Directory, "statm"), out var text))
        {
            return 0;
        }

        // Size, resident, and the part of that which is of files and shared memory; pages.
        var rest = text.AsSpan();
        for (var field = kind == SweepKind.All ? 1 : 2; field > 0; field--)
        {
            rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(rest, out long pages, out _) ? pages : 0;
    }

    /// <inheritdoc/>
    public string? Clear(SweepKind kind)
    {
        try
        {
            // Kept open, it means this process and no later one of the same number.
            _file ??= File.OpenHandle(Path.Combine(Directory, "clear_refs"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(_file, kind == SweepKind.All ? "1"u8 : "3"u8, 0);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"The memory that process {pid} shares with others is unknown: to clear it (/proc/{pid}/clear_refs) the sampler needs the capability CAP_DAC_OVERRIDE, or to run as root.";
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
    public void Dispose() => _file?.Dispose();

    // One area after the other, each time at another place: small ones are accessed as often as large ones.
    private bool TryDraw(IReadOnlyList<AddressRange> ranges, out ulong start, out int pages)
    {
        for (var tries = 0; tries < ranges.Count; tries++)
        {
            var range = ranges[(int)(_draws++ % (ulong)ranges.Count)];
            var size = range.Size / PageSize;
            if (size >= FewestPages)
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
        var slots = program.Slots;
        for (var i = 0; i < pages; i++)
        {
            slots[i].Prepare = start + ((ulong)i * PageSize);
            slots[i].OfSharedMapping = 0;
        }

        var arguments = target.Arguments(checks: 0, prepares: pages);
        program.Sample(ref arguments);
        if (!target.Accept(arguments.Result))
        {
            return false;
        }

        // The shortest such piece takes the fewest pages from what was known to be accessed.
        var (best, last) = (int.MaxValue, -1);
        for (var (from, to) = (0, 0); to < pages; to++)
        {
            if (slots[to].Prepared == PageState.PartOfFolio || (slots[to].Prepared == PageState.Young && slots[to].ColdPages > 1))
            {
                // Advice over a part of a large folio splits it.
                from = to + 1;
                continue;
            }

            if (slots[to].Prepared != PageState.Young)
            {
                continue;
            }

            last = to;
            for (var next = from; next <= last - FewestPages; next++)
            {
                if (slots[next].Prepared == PageState.Young)
                {
                    from = next;
                    if (last - next < best)
                    {
                        best = last - next;
                        range = new AddressRange(slots[next].Prepare, slots[last].Prepare + PageSize);
                    }
                }
            }
        }

        return best != int.MaxValue;
    }

    private static ulong Place(ulong draw)
    {
        draw = (draw ^ (draw >> 31)) * 0x9e3779b97f4a7c15;
        return draw ^ (draw >> 29);
    }
}
