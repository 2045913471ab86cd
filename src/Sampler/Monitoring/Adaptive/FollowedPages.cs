using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>The pages of one target that are followed: which of them are samples, and what is done to them in each step.</summary>
internal sealed class FollowedPages(IPageOperations operations, IRandomSource random)
{
    /// <summary>Weight of what explorers told before, from interval to interval.</summary>
    private const float Fading = 0.7f;

    private readonly PageBuffer _buffer = new(operations);
    private PageSet _pages = new();
    private PageSet _spare = new();
    private bool _ratePending;

    /// <summary>All of them, in address order.</summary>
    public PageSet All => _pages;

    /// <summary>Pages looked at since the last call.</summary>
    public int TakeLooks() => _buffer.TakeLooks();

    /// <summary>Draws the pages of the next interval.</summary>
    /// <param name="strata">Are told their pages.</param>
    /// <param name="total">About how many.</param>
    public void Draw(Span<Stratum> strata, int total)
    {
        PageDrawing.Draw(strata, _pages, _spare, total, random);
        (_pages, _spare) = (_spare, _pages);
        CountYoung(strata);
    }

    /// <summary>Pages belong to addresses: they are found again in whatever stratum lies there now.</summary>
    public void Associate(Span<Stratum> strata)
    {
        _spare.Clear();
        var pages = _pages.Span;
        var next = 0;
        foreach (ref var stratum in strata)
        {
            while (next < pages.Length && pages[next].Address < stratum.Start)
            {
                next++;
            }

            stratum.FirstPage = _spare.Count;
            for (; next < pages.Length && pages[next].Address < stratum.End; next++)
            {
                _spare.Add(pages[next]);
            }

            stratum.Pages = _spare.Count - stratum.FirstPage;
        }

        (_pages, _spare) = (_spare, _pages);
    }

    /// <summary>Draws the samples of the next interval, as many of each stratum as it is to have, and makes them old.</summary>
    /// <param name="strata">Their samples decided.</param>
    /// <returns>Advices made.</returns>
    public int Arm(Span<Stratum> strata)
    {
        var pages = _pages.Span;
        _buffer.Clear();
        foreach (ref var stratum in strata)
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
    /// <param name="strata">Their samples decided.</param>
    /// <param name="clears">How many may be.</param>
    /// <param name="rates">Sampling intervals of the aggregation interval: the samples are shared out among them.</param>
    /// <returns>Advices made.</returns>
    public int ArmRate(ReadOnlySpan<Stratum> strata, double clears, int rates)
    {
        var expected = 0.0;
        foreach (ref readonly var stratum in strata)
        {
            expected += stratum.Samples * stratum.ExpectedShare;
        }

        // One chance for all, whatever they are like: what is left out is left out by chance.
        var part = (expected <= clears ? 1 : Math.Max(0, clears) / expected) / rates;
        var pages = _pages.Span;
        _buffer.Clear();
        foreach (ref readonly var stratum in strata)
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

    /// <summary>Nothing is a sample in the next interval.</summary>
    public void Rest(Span<Stratum> strata)
    {
        foreach (ref var stratum in strata)
        {
            (stratum.RateSamples, stratum.RateHits) = (0, 0);
        }

        foreach (ref var page in _pages.Span)
        {
            (page.IsSample, page.IsRateSample, page.IsTouched, page.IsArmed) = (false, false, false, false);
        }
    }

    /// <summary>Ends the sampling interval; tells how many pages were looked at.</summary>
    public int EndRate(Span<Stratum> strata)
    {
        if (!_ratePending)
        {
            return 0;
        }

        LookAtRateSamples();
        TakeRate(strata);
        return _buffer.Count;
    }

    /// <summary>Looks at every page; tells how many there are.</summary>
    public int LookAtAll(Span<Stratum> strata)
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
            TakeRate(strata);
        }

        return _buffer.Count;
    }

    /// <summary>Sums up what the last look says of the samples and explorers of each stratum.</summary>
    public void Count(Span<Stratum> strata)
    {
        foreach (ref var stratum in strata)
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
                    page.Trials = (page.Trials * Fading) + 1;
                    page.Hits = (page.Hits * Fading) + (accessed ? 1 : 0);
                }

                stratum.Explored += page.Trials;
                stratum.ExploredHits += page.Hits;
                stratum.HasSharers |= page.Sight == PageSight.Shared;
                stratum.IsOwn |= page.IsOwn;
            }
        }
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

    private void TakeRate(Span<Stratum> strata)
    {
        _ratePending = false;
        foreach (ref var stratum in strata)
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

    private void CountYoung(Span<Stratum> strata)
    {
        foreach (ref var stratum in strata)
        {
            (stratum.Eligible, stratum.Young) = (0, 0);
            foreach (ref readonly var page in _pages.Span.Slice(stratum.FirstPage, stratum.Pages))
            {
                stratum.Eligible += page.IsExplorer ? 0 : 1;
                stratum.Young += page is { IsExplorer: false, Sight: PageSight.Accessed } ? 1 : 0;
            }
        }
    }
}
