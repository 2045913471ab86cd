using System.Runtime.InteropServices;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>A process monitored by the adaptive plan: its strata, the pages followed in them, and what is done in each step.</summary>
internal sealed class AdaptiveTarget(int index, ITargetOperations process, IPageOperations operations, IRandomSource random)
{
    private readonly List<MonitoredArea> _areas = [];
    private readonly AreaJoining _joining = new();
    private readonly StratumSplitting _splitting = new();
    private readonly RegionList _regions = new();
    private readonly PageBuffer _buffer = new(operations);
    private List<Stratum> _strata = [];
    private List<Stratum> _spare = [];
    private PageSet _pages = new();
    private PageSet _sparePages = new();
    private ulong _sizeLimit = ulong.MaxValue;
    private bool _ratePending;

    /// <summary>Number of the target in its session, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>Number of the next snapshot.</summary>
    public long NextSeq { get; set; }

    /// <summary>What it may lose, and what it has lost.</summary>
    public TargetCredit Credit { get; } = new(operations.TargetCpuNs);

    /// <summary>Clears that are left of what the running interval may take.</summary>
    public double Clears { get; set; }

    /// <summary>Decides about its samples.</summary>
    public SampleChoice Choice { get; } = new();

    /// <summary>Whether the process is still there.</summary>
    public bool IsValid => process.IsValid;

    /// <summary>Its strata.</summary>
    public Span<Stratum> Strata => CollectionsMarshal.AsSpan(_strata);

    /// <summary>Pages looked at since the last call.</summary>
    public int TakeLooks() => _buffer.TakeLooks();

    /// <summary>Bytes covered.</summary>
    public ulong Size
    {
        get
        {
            var size = 0UL;
            foreach (ref readonly var stratum in Strata)
            {
                size += stratum.Size;
            }

            return size;
        }
    }

    /// <summary>Why its accesses can't be seen at all, as a sentence; null when they can.</summary>
    public string? Blindness => operations.Blindness;

    /// <summary>CPU time the process has used, nanoseconds.</summary>
    public long CpuNs => operations.TargetCpuNs;

    /// <summary>Reads the areas and fits the strata to them; false when they can't be told: what is known stays.</summary>
    public bool Update(int minRegions, int maxRegions, long nowUs)
    {
        _areas.Clear();
        operations.ReadAreas(_areas);
        if (_areas.Count == 0)
        {
            return false;
        }

        _joining.Join(_areas, Math.Max(1, maxRegions / 2));
        StratumFitting.Fit(_strata, _areas, nowUs, _spare);
        (_strata, _spare) = (_spare, _strata);
        _sizeLimit = Math.Max(Pages.Size, Pages.AlignUp(Size / (ulong)minRegions, Pages.Size));
        StratumFitting.CutAbove(_strata, _sizeLimit, maxRegions, _spare);
        (_strata, _spare) = (_spare, _strata);
        Associate();
        return true;
    }

    /// <summary>Takes up what the last look at all pages says of the aggregation interval that ends with it.</summary>
    public void EndInterval(double highest, long startUs)
    {
        Count();
        ShareSharers();
        foreach (ref var stratum in Strata)
        {
            if (Blindness is not null)
            {
                (stratum.Unseen, stratum.Touched) = (stratum.Samples, 0);
            }

            StratumEstimate.Settle(ref stratum, highest, startUs);
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
            highest = Math.Max(highest, stratum.PastSamples + stratum.Last.Samples > 0 ? stratum.PastShare : 0);
        }

        return highest;
    }

    /// <summary>The regions to tell.</summary>
    public ReadOnlySpan<Region> Describe(int maxNrAccesses)
    {
        _regions.Clear();
        foreach (ref readonly var stratum in Strata)
        {
            _regions.Add(StratumEstimate.ToRegion(stratum, maxNrAccesses, random));
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
        _splitting.Split(_strata, _pages, maxRegions, startUs, _spare);
        (_strata, _spare) = (_spare, _strata);
        StratumMerging.Merge(_strata, _pages, _sizeLimit, maxRegions, nowUs, random);
        PageDrawing.Draw(Strata, _pages, _sparePages, pages, random);
        (_pages, _sparePages) = (_sparePages, _pages);
        CountYoung();
    }

    /// <summary>Chooses the samples of the next interval and makes them old.</summary>
    /// <param name="clears">How many may be.</param>
    /// <returns>Advices made.</returns>
    public int Arm(double clears)
    {
        Choice.Choose(Strata, clears, random);
        var pages = _pages.Span;
        _buffer.Clear();
        foreach (ref var stratum in Strata)
        {
            (stratum.RateSamples, stratum.RateHits) = (0, 0);
            var (left, wanted) = (stratum.Eligible, stratum.Samples);
            var explorers = stratum.Pages - stratum.Eligible;
            var sent = Math.Min(explorers, (int)Math.Ceiling(wanted * SampleChoice.ExplorersPerSample));
            for (var at = stratum.FirstPage; at < stratum.FirstPage + stratum.Pages; at++)
            {
                ref var page = ref pages[at];
                (page.IsSample, page.IsRateSample, page.IsTouched) = (false, false, false);
                if (page.IsExplorer)
                {
                    if (random.Below((ulong)explorers--) < (ulong)sent)
                    {
                        sent--;
                        _buffer.AddUnlessOld(at, page);
                    }
                }
                else if (random.Below((ulong)left--) < (ulong)wanted)
                {
                    wanted--;
                    page.IsSample = true;
                    _buffer.AddUnlessOld(at, page);
                }
            }
        }

        var advices = _buffer.MakeOld(pages);
        foreach (ref var page in pages)
        {
            page.IsArmed = page.Sight is PageSight.Idle or PageSight.Absent;
        }

        return advices;
    }

    /// <summary>Begins the sampling interval that tells the access rate: samples that were accessed meanwhile are made old once more.</summary>
    /// <param name="clears">How many may be.</param>
    /// <param name="expected">How many there may be to make old, as far as the last interval tells.</param>
    /// <param name="rates">Sampling intervals of the aggregation interval: the samples are shared out among them.</param>
    /// <returns>Advices made.</returns>
    public int ArmRate(double clears, double expected, int rates)
    {
        // One chance for all, whatever they are like: what is left out is left out by chance.
        var part = (expected <= clears ? 1 : Math.Max(0, clears) / expected) / rates;
        var pages = _pages.Span;
        _buffer.Clear();
        foreach (ref readonly var stratum in Strata)
        {
            var left = stratum.Samples;

            // One at least: what is left without an answer would go by what the others say, which is not the same.
            var wanted = Math.Min(left, Math.Max(1, (int)Math.Ceiling(left * part)));
            for (var at = stratum.FirstPage; at < stratum.FirstPage + stratum.Pages; at++)
            {
                ref var page = ref pages[at];
                page.IsRateSample = false;
                if (page.IsSample && random.Below((ulong)left--) < (ulong)wanted)
                {
                    wanted--;
                    page.IsRateSample = true;
                    _buffer.Add(at, page);
                }
            }
        }

        _ratePending = true;
        return _buffer.MakeOld(pages);
    }

    /// <summary>Samples nothing in the next interval, and looks at nothing: what is known is carried over.</summary>
    public void Rest()
    {
        foreach (ref var stratum in Strata)
        {
            (stratum.RateSamples, stratum.RateHits) = (0, 0);
        }

        foreach (ref var page in _pages.Span)
        {
            (page.IsSample, page.IsRateSample, page.IsTouched, page.IsArmed) = (false, false, false, false);
        }
    }

    /// <summary>Clears that the samples' sampling interval is thought to take.</summary>
    public double ExpectedRateClears()
    {
        var sum = 0.0;
        foreach (ref readonly var stratum in Strata)
        {
            sum += stratum.PastTouched + stratum.Last.Touched <= 0 ? 0 : stratum.Samples * stratum.PastShare;
        }

        return sum;
    }

    /// <summary>Ends the sampling interval; tells how many pages were looked at.</summary>
    public int EndRate()
    {
        if (!_ratePending)
        {
            return 0;
        }

        LookAtRateSamples();
        TakeRate();
        return _buffer.Count;
    }

    /// <summary>Lets go of the process.</summary>
    public void Close()
    {
        _strata.Clear();
        _pages.Clear();
        process.Dispose();
    }

    /// <summary>Looks at every page; tells how many there are.</summary>
    public int LookAtAll()
    {
        var pages = _pages.Span;
        _buffer.Clear();
        for (var at = 0; at < pages.Length; at++)
        {
            _buffer.Add(at, pages[at]);
        }

        _buffer.Look(pages);
        if (_ratePending)
        {
            TakeRate();
        }

        return _buffer.Count;
    }

    private void LookAtRateSamples()
    {
        var pages = _pages.Span;
        _buffer.Clear();
        for (var at = 0; at < pages.Length; at++)
        {
            if (pages[at].IsRateSample)
            {
                _buffer.Add(at, pages[at]);
            }
        }

        _buffer.Look(pages);
        foreach (ref var page in pages)
        {
            page.IsTouched |= page is { IsSample: true, Sight: PageSight.Accessed };
        }
    }

    private void TakeRate()
    {
        _ratePending = false;
        foreach (ref var stratum in Strata)
        {
            foreach (ref readonly var page in _pages.Span.Slice(stratum.FirstPage, stratum.Pages))
            {
                if (page.IsRateSample && page.Sight is not (PageSight.Stuck or PageSight.Shared))
                {
                    stratum.RateSamples++;
                    stratum.RateHits += page.Sight == PageSight.Accessed ? 1 : 0;
                }
            }
        }
    }

    private void Count()
    {
        const float fading = 0.7f;
        foreach (ref var stratum in Strata)
        {
            (stratum.Samples, stratum.Touched, stratum.Unseen) = (0, 0, 0);
            (stratum.Explored, stratum.ExploredHits) = (0, 0);
            foreach (ref var page in _pages.Span.Slice(stratum.FirstPage, stratum.Pages))
            {
                var accessed = page.IsTouched || page.Sight == PageSight.Accessed;
                var isStuck = page.Sight is PageSight.Stuck or PageSight.Shared && !page.IsTouched;
                if (page.IsSample)
                {
                    stratum.Samples++;
                    stratum.Unseen += isStuck ? 1 : 0;
                    stratum.Touched += !isStuck && accessed ? 1 : 0;
                }

                if (!isStuck && page is { IsExplorer: true, IsArmed: true })
                {
                    page.Trials = (page.Trials * fading) + 1;
                    page.Hits = (page.Hits * fading) + (accessed ? 1 : 0);
                }

                stratum.Explored += page.Trials;
                stratum.ExploredHits += page.Hits;
                stratum.HasSharers |= page.Sight == PageSight.Shared;
            }
        }
    }

    // One page that others map, too, says of the whole area that it may be theirs.
    private void ShareSharers()
    {
        var strata = Strata;
        for (int first = 0, end; first < strata.Length; first = end)
        {
            var shared = false;
            for (end = first; end < strata.Length && strata[end].Area == strata[first].Area; end++)
            {
                shared |= strata[end].HasSharers;
            }

            for (var i = first; i < end; i++)
            {
                strata[i].HasSharers = shared;
            }
        }
    }

    private void CountYoung()
    {
        foreach (ref var stratum in Strata)
        {
            (stratum.Eligible, stratum.Young) = (0, 0);
            foreach (ref readonly var page in _pages.Span.Slice(stratum.FirstPage, stratum.Pages))
            {
                stratum.Eligible += page.IsExplorer ? 0 : 1;
                stratum.Young += page is { IsExplorer: false, Sight: PageSight.Accessed } ? 1 : 0;
            }
        }
    }

    // Pages belong to addresses: they are found again in whatever stratum lies there now.
    private void Associate()
    {
        _sparePages.Clear();
        var pages = _pages.Span;
        var next = 0;
        foreach (ref var stratum in Strata)
        {
            while (next < pages.Length && pages[next].Address < stratum.Start)
            {
                next++;
            }

            stratum.FirstPage = _sparePages.Count;
            for (; next < pages.Length && pages[next].Address < stratum.End; next++)
            {
                _sparePages.Add(pages[next]);
            }

            stratum.Pages = _sparePages.Count - stratum.FirstPage;
        }

        (_pages, _sparePages) = (_sparePages, _pages);
    }
}
