using System.Runtime.InteropServices;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>A process monitored by the adaptive plan: its strata, and the pages followed in them.</summary>
internal sealed class AdaptiveTarget : ILiveTarget
{
    private readonly ITargetOperations _process;
    private readonly IPageOperations _operations;
    private readonly IRandomSource _random;
    private readonly IMonitoringClock _clock;
    private readonly List<MonitoredArea> _areas = [];
    private readonly AreaJoining _joining = new();
    private readonly StratumSplitting _splitting = new();
    private readonly RegionList _regions = new();
    private readonly FollowedPages _pages;
    private readonly BorderScouts _scouts;
    private List<Stratum> _strata = [];
    private List<Stratum> _spare = [];
    private ulong _sizeLimit = ulong.MaxValue;

    public AdaptiveTarget(int index, ITargetOperations process, IPageOperations operations, IRandomSource random, IMonitoringClock clock, PanelOrders orders)
    {
        (Index, _process, _operations, _random, _clock) = (index, process, operations, random, clock);
        Credit = new TargetCredit(operations.TargetCpuNs);

        // What is made old for the regions' sake would look idle to the panel, and either to a lens.
        var byLens = new NotedPages(operations, address => Lens?.Note(address, _clock.NowNs));

        // The same pages of whatever several targets map.
        Panel = new Panel(byLens, PanelDrawing.Mix(1), orders);
        Sweep = new SharedSweep(operations, Panel, (ranges, nowNs) => Lens?.Leave(ranges, nowNs));
        var noted = new NotedPages(byLens, address => Panel.Note(address, _clock.NowNs));
        (_pages, _scouts) = (new FollowedPages(noted, random), new BorderScouts(noted));
    }

    /// <inheritdoc/>
    public int Index { get; }

    /// <summary>The pages that tell how long memory has not been accessed.</summary>
    public Panel Panel { get; }

    /// <summary>Sees what it shares with others.</summary>
    public SharedSweep Sweep { get; }

    /// <summary>Whether regions of it are sampled: there are only so many, and the largest targets have them.</summary>
    public bool HasRegions { get; private set; } = true;

    /// <summary>Present pages, as far as is known.</summary>
    public double PresentPages => Panel.All.Areas.Sum(static area => area.PresentPages);

    /// <summary>Whether its areas have been read.</summary>
    public bool IsKnown => Size > 0;

    /// <summary>The range of it that is followed page by page; null when none is.</summary>
    public Lens? Lens { get; set; }

    /// <summary>Looks at all pages of a range; null where the operations can't.</summary>
    public IRangeOperations? Ranges => _process.Ranges;

    /// <summary>Present pages that the panel should have, about.</summary>
    public int PanelPages { get; set; }

    /// <summary>What that follows.</summary>
    public PanelSize PanelSize { get; } = new();

    /// <summary>Number of the next snapshot.</summary>
    public long NextSeq { get; set; }

    /// <summary>What it may lose, and what it has lost.</summary>
    public TargetCredit Credit { get; }

    /// <summary>Clears that are left of what the running interval may take.</summary>
    public double Clears { get; set; }

    /// <summary>Decides about its samples.</summary>
    public SampleChoice Choice { get; } = new();

    /// <inheritdoc/>
    public bool IsValid => _process.IsValid;

    /// <summary>Its strata.</summary>
    public Span<Stratum> Strata => CollectionsMarshal.AsSpan(_strata);

    /// <summary>Bytes covered.</summary>
    public ulong Size { get; private set; }

    /// <summary>Why its accesses can't be seen at all, as a sentence; null when they can.</summary>
    public string? Blindness => _operations.Blindness;

    /// <summary>CPU time the process has used, nanoseconds.</summary>
    public long CpuNs => _operations.TargetCpuNs;

    /// <summary>Pages looked at since the last call.</summary>
    public int TakeLooks() => _pages.TakeLooks() + Panel.TakeLooks();

    /// <summary>Reads the areas; false when they can't be told: what is known stays.</summary>
    public bool Read()
    {
        _areas.Clear();
        _operations.ReadAreas(_areas);
        if (_areas.Count == 0)
        {
            return false;
        }

        Panel.Update(_areas, PanelPages, _clock.NowNs);
        Size = _areas.Aggregate(0UL, (size, area) => size + area.Range.Size);
        return true;
    }

    /// <summary>Fits the strata to the areas.</summary>
    public void Fit(int minRegions, int maxRegions, long nowUs)
    {
        if (_areas.Count == 0)
        {
            return;
        }

        _joining.Join(_areas, Math.Max(1, maxRegions / 2));
        StratumFitting.Fit(_strata, _areas, nowUs, _spare);
        (_strata, _spare) = (_spare, _strata);
        Size = _areas.Aggregate(0UL, (size, area) => size + area.Range.Size);
        _sizeLimit = Math.Max(Pages.Size, Pages.AlignUp(Size / (ulong)minRegions, Pages.Size));
        StratumFitting.CutAbove(_strata, _sizeLimit, maxRegions, _spare);
        (_strata, _spare) = (_spare, _strata);
        _pages.Associate(Strata);
    }

    /// <summary>Gives it regions, or takes them.</summary>
    public void SetRegions(bool hasRegions)
    {
        HasRegions = hasRegions;
        if (!hasRegions)
        {
            _strata.Clear();
            _pages.Associate(Strata);
        }
    }

    /// <summary>Takes up what the last look at all pages says of the aggregation interval that ends with it.</summary>
    /// <param name="highest">Highest share of all strata.</param>
    /// <param name="startUs">Start of the interval, Unix microseconds.</param>
    /// <param name="isRest">Whether no samples were taken in it.</param>
    public void EndInterval(double highest, long startUs, bool isRest)
    {
        _pages.Count(Strata);
        ShareSharers();
        foreach (ref var stratum in Strata)
        {
            if (Blindness is not null)
            {
                (stratum.Unseen, stratum.Touched) = (stratum.Samples, 0);
            }

            StratumEstimate.Settle(ref stratum, highest, startUs, isRest);
        }
    }

    /// <summary>Nothing is said to have been so before a time.</summary>
    public void Know(long fromUs)
    {
        foreach (ref var stratum in Strata)
        {
            stratum.SinceUs = Math.Max(stratum.SinceUs, fromUs);
        }
    }

    /// <summary>Highest share of all strata, as the past has it.</summary>
    public double Highest()
    {
        var highest = 0.0;
        foreach (ref readonly var stratum in Strata)
        {
            highest = Math.Max(highest, stratum.AllSamples > 0 ? stratum.PastShare : 0);
        }

        return highest;
    }

    /// <summary>The regions to tell.</summary>
    public ReadOnlySpan<Region> Describe(int maxNrAccesses)
    {
        _regions.Clear();
        foreach (ref readonly var stratum in Strata)
        {
            _regions.Add(StratumEstimate.ToRegion(stratum, maxNrAccesses, _random));
        }

        return _regions.Span;
    }

    /// <summary>Cuts and joins strata, and draws the pages of the next interval.</summary>
    /// <param name="maxRegions">Most strata of this target.</param>
    /// <param name="pages">About how many pages to follow.</param>
    /// <param name="startUs">Start of the interval that has ended, Unix microseconds.</param>
    /// <param name="nowUs">Its end, Unix microseconds.</param>
    public void Adjust(int maxRegions, int pages, long startUs, long nowUs)
    {
        _splitting.Split(_strata, _pages.All, maxRegions, startUs, _spare);
        (_strata, _spare) = (_spare, _strata);
        StratumMerging.Merge(_strata, _pages.All, _sizeLimit, maxRegions, nowUs, _random);
        _scouts.Move(Strata, _pages.All, _random);
        _pages.Draw(Strata, pages);
    }

    /// <summary>Chooses the samples of the next interval and makes them old; tells how many advices that took.</summary>
    public int Arm()
    {
        var scouts = _scouts.Arm(Clears, _random);
        Choice.Choose(Strata, Math.Max(0, Clears - scouts), _random);
        return scouts + _pages.Arm(Strata);
    }

    /// <inheritdoc cref="FollowedPages.ArmRate"/>
    public int ArmRate(int rates) => _pages.ArmRate(Strata, Clears, rates);

    /// <inheritdoc cref="FollowedPages.EndRate"/>
    public int EndRate() => _pages.EndRate(Strata);

    /// <inheritdoc cref="FollowedPages.LookAtAll"/>
    public int LookAtAll() => _scouts.Look() + _pages.LookAtAll(Strata);

    /// <summary>Samples nothing in the next interval: what is known is carried over.</summary>
    public void Rest()
    {
        _scouts.Rest();
        _pages.Rest(Strata);
    }

    /// <inheritdoc/>
    public void Close()
    {
        _strata.Clear();
        _process.Dispose();
    }

    // One page that others map, too, says of the whole area that it may be theirs; one that is this process's own, that it is so.
    private void ShareSharers()
    {
        var strata = Strata;
        for (int first = 0, end; first < strata.Length; first = end)
        {
            var (shared, own) = (false, false);
            for (end = first; end < strata.Length && strata[end].Area == strata[first].Area; end++)
            {
                shared |= strata[end].HasSharers;
                own |= strata[end].IsOwn;
            }

            for (var i = first; i < end; i++)
            {
                (strata[i].HasSharers, strata[i].IsOwn) = (shared, own);
            }
        }
    }
}
