using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Operations.Ranges;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable.Bulk;

/// <summary>
/// Every page of a range: read by whole table pages, made old by advice over runs of them. Where something was accessed,
/// the whole block is surveyed first, because an advice over a part of a large folio would split it, young or not.
/// </summary>
internal sealed unsafe class PageTableRange(
    PageTableTarget target,
    PageTableProgram program,
    KernelLayout layout,
    int pid,
    ulong startTime,
    SafeFileHandle process,
    IMappingReader mappings) : IRangeOperations
{
    private const int PagesOfBlock = IRangeOperations.PagesOfBlock;

    private readonly ExactReader _reader = new(program, layout, pid, startTime);
    private readonly RunAdvice _advice = new(process);
    private readonly List<ColdRun> _runs = [];

    /// <summary>Beyond lies the kernel's half, which is nobody's business.</summary>
    private readonly ulong _end = layout.Levels == 5 ? 1UL << 56 : 1UL << 47;

    /// <inheritdoc/>
    public int MostBlocks => program.SlotCapacity / PagesOfBlock;

    /// <inheritdoc/>
    public bool Look(AddressRange range, Span<PageSight> sights, Span<bool> isHuge)
    {
        var inside = new AddressRange(Math.Min(range.Start, _end), Math.Min(range.End, _end));
        var pages = (int)(inside.Size / Pages.Size);
        sights[pages..].Clear();
        isHuge[(pages / PagesOfBlock)..].Clear();

        // The two count alike: absent, idle, accessed.
        return target.IsValid
            && _reader.TryRead(inside, MemoryMarshal.Cast<PageSight, PageAccess>(sights[..pages]), isHuge[..(pages / PagesOfBlock)]);
    }

    /// <inheritdoc/>
    public int MakeOld(AddressRange range, IReadOnlyList<MonitoredArea> areas, Span<PageSight> sights)
    {
        var (advices, at) = (0, range.Start);
        foreach (var area in areas)
        {
            var part = new AddressRange(Math.Max(area.Range.Start, at), Math.Min(area.Range.End, range.End));
            if (part.Start >= part.End)
            {
                continue;
            }

            LeaveAlone(Slice(sights, range, new AddressRange(at, part.Start)));
            advices += MakeOld(area, part, Slice(sights, range, part));
            at = part.End;
        }

        LeaveAlone(Slice(sights, range, new AddressRange(at, range.End)));
        return advices;
    }

    private int MakeOld(MonitoredArea area, AddressRange part, Span<PageSight> sights)
    {
        if (area.IsShared && OthersHave(part, sights))
        {
            foreach (ref var sight in sights)
            {
                sight = sight == PageSight.Absent ? sight : PageSight.Shared;
            }

            return 0;
        }

        var count = TakeSlots(area, part, sights);
        if (count == 0)
        {
            return 0;
        }

        if (!Survey(checks: count, prepares: count))
        {
            LeaveAlone(sights);
            return 0;
        }

        var slots = new ReadOnlySpan<SampleSlot>(program.Slots, count);
        _runs.Clear();
        ColdRuns.Find(slots, area.Range, _runs);
        KeepToMappings();
        var advices = _advice.Advise(CollectionsMarshal.AsSpan(_runs));
        Tell(slots, part, sights);
        return advices;
    }

    // What one process does not access of a mapping that others have, too, they may. One page tells of the whole mapping.
    private bool OthersHave(AddressRange part, Span<PageSight> sights)
    {
        var present = sights.IndexOfAnyExcept(PageSight.Absent);
        if (present < 0)
        {
            return false;
        }

        program.Slots[0] = new SampleSlot { Prepare = part.Start + ((ulong)present * Pages.Size), OfSharedMapping = 1 };
        return Survey(checks: 0, prepares: 1) && program.Slots[0].Prepared == PageState.Shared;
    }

    // A slot for every page of each block in which something was accessed.
    private int TakeSlots(MonitoredArea area, AddressRange part, Span<PageSight> sights)
    {
        var count = 0;
        for (var start = part.Start; start < part.End;)
        {
            var end = Math.Min(part.End, Pages.AlignDown(start, ExactReader.BlockSize) + ExactReader.BlockSize);
            if (Slice(sights, part, new AddressRange(start, end)).Contains(PageSight.Accessed))
            {
                for (var address = start; address < end; address += Pages.Size)
                {
                    program.Slots[count++] = new SampleSlot { Check = address, Prepare = address, OfSharedMapping = area.IsShared ? (byte)1 : (byte)0 };
                }
            }

            start = end;
        }

        return count;
    }

    private bool Survey(int checks, int prepares)
    {
        if (!target.IsValid)
        {
            return false;
        }

        var arguments = target.Arguments(checks, prepares);
        program.Survey(ref arguments);
        return target.Accept(arguments.Result);
    }

    // Two mappings can lie side by side over one large folio; advice sees each alone and would split it. What was read of
    // the mappings a second ago may have changed since.
    private void KeepToMappings()
    {
        foreach (ref var run in CollectionsMarshal.AsSpan(_runs))
        {
            run.IsLeft = run.HasLargeFolios
                && !(mappings.TryFind(run.Range.Start, out var mapping) && mapping.Start <= run.Range.Start && run.Range.End <= mapping.End);
        }
    }

    private void Tell(ReadOnlySpan<SampleSlot> slots, AddressRange part, Span<PageSight> sights)
    {
        var run = 0;
        foreach (ref readonly var slot in slots)
        {
            while (run < _runs.Count && _runs[run].Range.End <= slot.Check)
            {
                run++;
            }

            var isAdvised = run < _runs.Count && _runs[run].IsDone && _runs[run].Range.Contains(slot.Check);
            sights[(int)((slot.Check - part.Start) / Pages.Size)] = slot switch
            {
                { Checked: PageState.Absent } => PageSight.Absent,
                { Checked: PageState.Old } => PageSight.Idle,
                { Prepared: PageState.Shared } => PageSight.Shared,

                // One that waits to be sorted in on some processor is not reached by the advice, perhaps.
                { Prepared: PageState.Young } when isAdvised => PageSight.MadeOld,
                _ => PageSight.Stuck,
            };
        }
    }

    private static void LeaveAlone(Span<PageSight> sights) => sights.Replace(PageSight.Accessed, PageSight.Stuck);

    private static Span<PageSight> Slice(Span<PageSight> sights, AddressRange range, AddressRange part)
        => sights.Slice((int)((part.Start - range.Start) / Pages.Size), (int)(part.Size / Pages.Size));
}
