using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>
/// Finds the two biggest gaps of an address space by asking for single addresses. A gap larger than G contains the
/// middle of some stretch that is halved down to G, so the stretches between known mappings are kept by size, and the
/// largest one is halved until the largest is known to be empty: that is the biggest gap, the next such the second.
/// The number of questions follows from sizes (the spread of the mappings against the second gap, a binary search for
/// each gap's lower edge), not from the number of mappings.
/// </summary>
internal sealed class GapSearch(int maxProbes = GapSearch.DefaultMaxProbes)
{
    /// <summary>
    /// Real layouts take 100 to 200, because the kernel leaves at least 128 MB between the mmap area and the stack.
    /// Some layouts (equal small gaps all over) can't be told apart without asking for each mapping: beyond this, at
    /// about a millisecond, reading the text is the better way.
    /// </summary>
    public const int DefaultMaxProbes = 2_048;

    private const ulong UserSpaceEnd = 1UL << 47;
    private const ulong LargeUserSpaceEnd = 1UL << 56;

    private readonly PriorityQueue<Stretch, Stretch> _stretches = new(new BySize());

    /// <summary>Questions asked by the last search.</summary>
    public int Probes { get; private set; }

    /// <summary>Searches; mappings that come or go meanwhile can make the answer as stale as any, never endless.</summary>
    /// <param name="probe">The address space.</param>
    /// <param name="ranges">Receives three ranges in address order.</param>
    public GapSearchResult Search(IMappingProbe probe, Span<AddressRange> ranges)
    {
        Probes = 0;
        _stretches.Clear();
        if (!Ask(probe, 0, out var first))
        {
            return GapSearchResult.NoGaps;
        }

        var last = FindLast(probe, first);
        Add(first.End, last.Start, last.Start);
        AddressRange biggest = default;
        while (_stretches.TryDequeue(out var stretch, out _))
        {
            if (stretch.IsGap)
            {
                var gap = new AddressRange(stretch.Start, stretch.End);
                if (biggest.Size > 0)
                {
                    return ThreeRegions.TryCut(new AddressRange(first.Start, last.End), biggest, gap, ranges)
                        ? GapSearchResult.Found
                        : GapSearchResult.NoGaps;
                }

                biggest = gap;
            }
            else if (Probes >= maxProbes)
            {
                return GapSearchResult.TooMany;
            }
            else
            {
                Halve(probe, stretch);
            }
        }

        return GapSearchResult.NoGaps;
    }

    private AddressRange FindLast(IMappingProbe probe, AddressRange first)
    {
        var last = first;
        var low = first.End;
        var high = UserSpaceEnd;
        if (Ask(probe, high, out var beyond))
        {
            last = beyond;
            low = beyond.End;
            high = LargeUserSpaceEnd;
        }

        while (low < high)
        {
            var middle = Middle(low, high);
            if (Ask(probe, middle, out var found))
            {
                last = found;
                low = Math.Max(found.End, middle + Pages.Size);
            }
            else
            {
                high = middle;
            }
        }

        return last;
    }

    private void Halve(IMappingProbe probe, Stretch stretch)
    {
        var middle = Middle(stretch.Start, stretch.FreeFrom);
        if (!Ask(probe, middle, out var found) || found.Start >= stretch.FreeFrom)
        {
            Add(stretch.Start, stretch.End, middle);
            return;
        }

        // Mappings may have grown since: nothing outside the stretch concerns it.
        var start = Math.Max(found.Start, stretch.Start);
        var end = Math.Min(found.End, stretch.FreeFrom);
        Add(stretch.Start, start, Math.Min(middle, start));
        Add(end, stretch.End, stretch.FreeFrom);
    }

    private void Add(ulong start, ulong end, ulong freeFrom)
    {
        if (end > start)
        {
            var stretch = new Stretch(start, end, freeFrom);
            _stretches.Enqueue(stretch, stretch);
        }
    }

    private bool Ask(IMappingProbe probe, ulong address, out AddressRange mapping)
    {
        Probes++;
        return probe.TryFind(address, out mapping);
    }

    private static ulong Middle(ulong low, ulong high) => Pages.AlignDown(low + ((high - low) / 2), Pages.Size);

    /// <summary>Between two known mappings; no mapping lies from FreeFrom on.</summary>
    private readonly record struct Stretch(ulong Start, ulong End, ulong FreeFrom)
    {
        public bool IsGap => FreeFrom == Start;
    }

    /// <summary>Largest first; of equal ones the lower first, as a walk in address order would have it.</summary>
    private sealed class BySize : IComparer<Stretch>
    {
        public int Compare(Stretch x, Stretch y)
        {
            var bySize = (y.End - y.Start).CompareTo(x.End - x.Start);
            return bySize != 0 ? bySize : x.Start.CompareTo(y.Start);
        }
    }
}
