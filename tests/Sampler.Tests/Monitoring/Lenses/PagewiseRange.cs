using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Lenses;

/// <summary>Every page of a range of a process that is not there. As the real one, it makes all accessed pages of a block old when one was seen accessed.</summary>
internal sealed class PagewiseRange(SimulatedProcess process) : IRangeOperations
{
    private const int PagesOfBlock = IRangeOperations.PagesOfBlock;

    public int MostBlocks => 64;

    /// <summary>Times at which something was made old, by the first page of each call.</summary>
    public List<int> Calls { get; } = [];

    public bool IsVoid { get; set; }

    public bool Look(AddressRange range, Span<PageSight> sights, Span<bool> isHuge)
    {
        isHuge.Fill(process.IsHuge);
        if (!IsVoid)
        {
            var addresses = Inside(range);
            sights.Clear();
            process.Look(addresses, sights[First(range, addresses)..]);
        }

        return !IsVoid;
    }

    public int MakeOld(AddressRange range, IReadOnlyList<MonitoredArea> areas, Span<PageSight> sights)
    {
        var advices = 0;
        for (var block = range.Start; block < range.End; block += PagesOfBlock * Pages.Size)
        {
            var part = new AddressRange(block, block + (PagesOfBlock * Pages.Size));
            var ofPart = sights.Slice((int)((block - range.Start) / Pages.Size), PagesOfBlock);
            if (MemoryExtensions.Contains(ofPart, PageSight.Accessed))
            {
                var addresses = Inside(part);
                Calls.Add((int)((addresses[0] - SimulatedProcess.Start) / Pages.Size));
                advices += process.MakeOld(addresses, ofPart[First(part, addresses)..]) > 0 ? 1 : 0;
            }
        }

        return advices;
    }

    private static int First(AddressRange range, ulong[] addresses) => addresses.Length == 0 ? 0 : (int)((addresses[0] - range.Start) / Pages.Size);

    private ulong[] Inside(AddressRange range)
    {
        var inside = new AddressRange(Math.Max(range.Start, process.Range.Start), Math.Min(range.End, process.Range.End));
        return inside.Start >= inside.End ? [] : [.. Enumerable.Range(0, (int)(inside.Size / Pages.Size)).Select(i => inside.Start + ((ulong)i * Pages.Size))];
    }
}
