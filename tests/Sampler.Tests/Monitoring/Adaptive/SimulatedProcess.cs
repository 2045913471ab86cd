using System.Numerics;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

/// <summary>
/// A process that is not there: a rule says which page is accessed when, a look tells it as Accessed bits would, and every
/// clear costs what it is said to cost.
/// </summary>
internal sealed class SimulatedProcess(SimulatedClock clock, int pages) : ITargetOperations, IPageOperations, ISweepOperations
{
    public const ulong Start = 1UL << 40;

    private readonly long[] _clearedNs = Enumerable.Repeat(-1L, pages).ToArray();

    /// <summary>Whether a page is accessed in a time: page, from, to (nanoseconds, half open).</summary>
    public Func<int, long, long, bool> Rule { get; set; } = static (_, _, _) => false;

    /// <summary>Pages that can't be made old.</summary>
    public Func<int, PageSight?> Stuck { get; set; } = static _ => null;

    /// <summary>Pages that are not there.</summary>
    public Func<int, bool> IsAbsent { get; set; } = static _ => false;

    /// <summary>Whether it is in huge pages: 512 pages have one Accessed bit.</summary>
    public bool IsHuge { get; set; }

    public bool IsShared { get; set; }

    public long ClearNs { get; set; }

    /// <summary>Share of the time in which the process runs.</summary>
    public double Running { get; set; } = 1;

    public long Clears { get; private set; }

    public int Count => pages;

    /// <summary>How many of the pages are mapped, from the first on; null for all.</summary>
    public int? Mapped { get; set; }

    public bool IsValid { get; set; } = true;

    public IPageOperations Pages => this;

    public IRangeOperations? Ranges { get; set; }

    public int MostPages => 60_000;

    public long TargetCpuNs => (long)(clock.NowNs * Running);

    public string? Blindness { get; set; }

    public AddressRange Range => new(Start, Start + ((ulong)pages * Sampler.Monitoring.Regions.Pages.Size));

    /// <summary>Physical page of a page; others have the same one where they share it.</summary>
    public Func<int, ulong> Frame { get; set; } = static page => 0;

    /// <summary>The file that it maps; 0 for anonymous memory.</summary>
    public ulong File { get; set; }

    /// <summary>CPU time of a sweep, for each page.</summary>
    public long SweepNsPerPage { get; set; } = 100;

    /// <summary>Why sweeps can't be made.</summary>
    public string? SweepFault { get; set; }

    /// <summary>Whether there is memory to be found by which to flush.</summary>
    public bool CanFlush { get; set; } = true;

    public int Sweeps { get; private set; }

    public int Flushes { get; private set; }

    ISweepOperations IPageOperations.Sweeps => this;

    /// <summary>CPU time of reading the areas.</summary>
    public long AreasNs { get; set; }

    /// <summary>How often the areas were read.</summary>
    public int Updates { get; private set; }

    public void ReadAreas(List<MonitoredArea> areas)
    {
        Updates++;
        clock.CpuNs += AreasNs;
        areas.Add(new MonitoredArea(Range with { End = Start + ((ulong)(Mapped ?? pages) * Sampler.Monitoring.Regions.Pages.Size) }, IsShared, File));
    }

    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        for (var i = 0; i < addresses.Length; i++)
        {
            var page = PageOf(addresses[i]);
            sights[i] = IsAbsent(page) ? PageSight.Absent
                : _clearedNs[page] < 0 || IsAccessed(page) ? PageSight.Accessed
                : PageSight.Idle;
        }
    }

    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights, Span<PagePlace> places)
    {
        Look(addresses, sights);
        for (var i = 0; i < addresses.Length; i++)
        {
            places[i] = sights[i] == PageSight.Absent ? default : new PagePlace(IsHuge, Frame(PageOf(addresses[i])));
        }
    }

    public int MakeOld(ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        var made = 0;
        Look(addresses, sights);
        for (var i = 0; i < addresses.Length; i++)
        {
            if (i > 0 && addresses[i] < addresses[i - 1])
            {
                throw new InvalidOperationException("Addresses are not in ascending order.");
            }

            if (sights[i] == PageSight.Accessed)
            {
                var page = PageOf(addresses[i]);
                sights[i] = Stuck(page) ?? PageSight.MadeOld;
                if (sights[i] == PageSight.MadeOld)
                {
                    var (first, count) = Unit(page);
                    made += i > 0 && IsHuge && PageOf(addresses[i - 1]) >= first ? 0 : 1;
                    _clearedNs.AsSpan(first, count).Fill(clock.NowNs);
                }
            }
        }

        Clears += made;
        clock.CpuNs += made * ClearNs;
        return made;
    }

    public long PresentPages(SweepKind kind) => kind == SweepKind.All || File != 0 ? pages : 0;

    public string? Clear(SweepKind kind)
    {
        if (SweepFault is not null)
        {
            return SweepFault;
        }

        Sweeps++;
        clock.CpuNs += pages * SweepNsPerPage;
        if (kind == SweepKind.All || File != 0)
        {
            Array.Fill(_clearedNs, clock.NowNs);
        }

        return null;
    }

    public bool TryFindFlush(IReadOnlyList<AddressRange> ranges, out AddressRange range)
    {
        range = new AddressRange(Start, Start);
        return CanFlush;
    }

    public bool Flush(AddressRange range)
    {
        Flushes++;
        return true;
    }

    public void ReadRanges(RangeList ranges) => ranges.Add(Range);

    public int Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>
    /// A number for a page and a moment, for rules that go by chance; 56 bits. The first of a <c>Xoshiro256</c>
    /// with a seed of its own, without making one: rules ask at every look.
    /// </summary>
    public static ulong Hash(ulong seed, int page, long at)
    {
        var mixed = ((seed * 0x9E3779B97F4A7C15) ^ ((ulong)page << 40) ^ (ulong)at) + unchecked(2 * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft((mixed ^ (mixed >> 31)) * 5, 7) * 9 >> 8;
    }

    private bool IsAccessed(int page)
    {
        var (first, count) = Unit(page);
        var isAccessed = false;
        for (var i = first; i < first + count && !isAccessed; i++)
        {
            isAccessed = Rule(i, _clearedNs[i], clock.NowNs);
        }

        return isAccessed;
    }

    // The pages that share an Accessed bit.
    private (int First, int Count) Unit(int page) => IsHuge ? (page / 512 * 512, Math.Min(512, pages - (page / 512 * 512))) : (page, 1);

    private static int PageOf(ulong address) => (int)((address - Start) / Sampler.Monitoring.Regions.Pages.Size);
}
