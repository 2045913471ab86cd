using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>
/// A range of one target, followed page by page. Looks at all pages cost next to nothing; in sweeps those that have been
/// accessed are made old, block by block, so that the next access shows. Whoever else makes pages of it old has to note it.
/// </summary>
internal sealed class Lens
{
    private const int PagesOfBlock = IRangeOperations.PagesOfBlock;
    private const ulong BlockBytes = PagesOfBlock * Pages.Size;

    /// <summary>A sweep goes on in steps: what is between two intervals must not last.</summary>
    private const int BlocksOfStep = 32;

    private readonly IRangeOperations _operations;
    private readonly AddressRange _blocks;
    private readonly LensKnowledge _pages;
    private readonly PageSight[] _sights;
    private readonly bool[] _isHuge;
    private readonly List<MonitoredArea> _areas = [];
    private readonly long _sinceNs;
    private int _next;
    private int _seen;

    /// <param name="target">The target.</param>
    /// <param name="range">What to follow; page aligned.</param>
    /// <param name="operations">Look at pages and make them old.</param>
    /// <param name="nowNs">Now.</param>
    public Lens(AdaptiveTarget target, AddressRange range, IRangeOperations operations, long nowNs)
    {
        (Target, Range, _operations, _sinceNs) = (target, range, operations, nowNs);
        _blocks = new AddressRange(Pages.AlignDown(range.Start, BlockBytes), Pages.AlignUp(range.End, BlockBytes));
        _isHuge = new bool[_blocks.Size / BlockBytes];
        _sights = new PageSight[_isHuge.Length * PagesOfBlock];
        _pages = new LensKnowledge(_sights.Length);
        _next = _isHuge.Length;
    }

    /// <summary>The target.</summary>
    public AdaptiveTarget Target { get; }

    /// <summary>What is followed.</summary>
    public AddressRange Range { get; }

    /// <summary>When all pages were looked at last, nanoseconds.</summary>
    public long LookedNs { get; private set; }

    /// <summary>Whether a sweep is under way.</summary>
    public bool IsSweeping => _next < _isHuge.Length;

    /// <summary>Pages that were accessed when they were looked at last.</summary>
    public int Accessed => _sights.AsSpan().Count(PageSight.Accessed);

    /// <summary>Looks at all pages; tells how many were found accessed that had been old.</summary>
    public int Look(long nowNs)
    {
        if (!_operations.Look(_blocks, _sights, _isHuge))
        {
            return 0;
        }

        var moment = Middle(nowNs);
        (LookedNs, _seen) = (nowNs, Moment(nowNs));
        return _pages.See(_sights, moment);
    }

    /// <summary>A sweep begins; all pages have just been looked at.</summary>
    public void BeginSweep() => _next = 0;

    /// <summary>The sweep goes on by some blocks.</summary>
    /// <param name="nowNs">Now.</param>
    /// <param name="most">Pages it may make old, about.</param>
    public LensSpending Sweep(long nowNs, int most)
    {
        var (first, accessed) = (_next, 0);
        while (IsSweeping && accessed < most && _next - first < Math.Min(BlocksOfStep, _operations.MostBlocks))
        {
            accessed += _sights.AsSpan(_next++ * PagesOfBlock, PagesOfBlock).Count(PageSight.Accessed);
        }

        var range = new AddressRange(_blocks.Start + ((ulong)first * BlockBytes), _blocks.Start + ((ulong)_next * BlockBytes));
        var sights = _sights.AsMemory(first * PagesOfBlock, (_next - first) * PagesOfBlock);
        TakeAreas(range);
        var advices = _operations.MakeOld(range, _areas, sights.Span);
        _pages.Clear(first * PagesOfBlock, sights.Span, _seen, Middle(nowNs));

        // To the panel, what the lens makes old would look idle.
        Target.Panel.Note(range, address => sights.Span[(int)((address - range.Start) / Pages.Size)] == PageSight.MadeOld, nowNs);
        return new LensSpending(advices, sights.Span.Count(PageSight.MadeOld));
    }

    /// <summary>A page was made old by others, and had been accessed.</summary>
    public void Note(ulong address, long nowNs)
    {
        if (!_blocks.Contains(address))
        {
            return;
        }

        // Any page of a huge page tells of all its pages.
        var page = (int)((address - _blocks.Start) / Pages.Size);
        var (first, count) = _isHuge[page / PagesOfBlock] ? (page / PagesOfBlock * PagesOfBlock, PagesOfBlock) : (page, 1);
        for (var i = first; i < first + count; i++)
        {
            _pages.MadeOld(i, Middle(nowNs));
        }
    }

    /// <summary>All pages of some ranges are about to be made old by others.</summary>
    public void Leave(IEnumerable<AddressRange> ranges, long nowNs)
    {
        Look(nowNs);
        foreach (var range in ranges)
        {
            var (start, end) = (Math.Max(range.Start, _blocks.Start), Math.Min(range.End, _blocks.End));
            for (var address = start; address < end; address += Pages.Size)
            {
                var page = (int)((address - _blocks.Start) / Pages.Size);
                if (_sights[page] == PageSight.Accessed)
                {
                    _pages.Leave(page, _seen);
                }
            }
        }
    }

    /// <summary>What is known of a part of the range, as of the last look at all pages.</summary>
    /// <param name="part">Page aligned, within the range.</param>
    public byte[] Tell(AddressRange part)
    {
        var ages = new byte[part.Size / Pages.Size];
        _pages.Tell((int)((part.Start - _blocks.Start) / Pages.Size), _seen, Target.Blindness is not null, ages);
        return ages;
    }

    private void TakeAreas(AddressRange range)
    {
        _areas.Clear();
        foreach (var area in Target.Panel.All.Areas)
        {
            if (area.Range.Intersects(range))
            {
                _areas.Add(new MonitoredArea(area.Range, area.IsShared));
            }
        }
    }

    private int Moment(long nowNs) => LensTime.Of(nowNs - _sinceNs);

    // What was accessed between two looks was so half way between, on the average.
    private int Middle(long nowNs) => (_seen + Moment(nowNs)) / 2;
}
