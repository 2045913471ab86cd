using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// Cuts strata where their explorers disagree along the addresses: evidence instead of a random cut. The other pages had no
/// say in it and go on to stand for the pieces.
/// </summary>
internal sealed class StratumSplitting
{
    /// <summary>Evidence for a cut: high, because the best one of many is taken.</summary>
    private const double Enough = 12;

    /// <summary>Evidence that a piece is not what the whole was.</summary>
    private const double Changed = 12;

    /// <summary>Pages looked at one by one; of more, neighbours are taken together.</summary>
    private const int MostGroups = 48;

    /// <summary>
    /// Fewest pages that must agree on a cut: where single pages are accessed among idle ones, cutting around those that
    /// happen to be followed would leave the others, which happen not to be accessed, to stand for all.
    /// </summary>
    private const int FewestAgreeing = 2;

    private readonly (double Hits, double Trials, int Accessed, int Idle)[] _sums = new (double, double, int, int)[MostGroups + 1];
    private readonly int[] _firsts = new int[MostGroups + 1];

    /// <summary>Copies strata, cut where there is reason to.</summary>
    /// <param name="from">The strata, their pages told.</param>
    /// <param name="pages">All pages.</param>
    /// <param name="most">Most strata.</param>
    /// <param name="startUs">Start of the interval that ends now, Unix microseconds.</param>
    /// <param name="to">Receives the strata; another list.</param>
    public void Split(List<Stratum> from, PageSet pages, int most, long startUs, List<Stratum> to)
    {
        to.Clear();
        var room = most - from.Count;
        foreach (var stratum in from)
        {
            if (room <= 0 || stratum.IsUnknown || stratum.Pages < 2 || stratum.Size < 2 * Pages.Size || !Find(stratum, pages.Span, out var first, out var last))
            {
                to.Add(stratum);
                continue;
            }

            room -= Cut(stratum, pages.Span, first, last, startUs, to);
        }
    }

    // Which stretch of explorers differs most from the rest of the stratum.
    private bool Find(in Stratum stratum, Span<WatchedPage> all, out int first, out int last)
    {
        (first, last) = (0, 0);
        var groups = Group(all.Slice(stratum.FirstPage, stratum.Pages));
        var (hits, trials, _, _) = _sums[groups];
        if (hits <= 0 || hits >= trials)
        {
            return false;
        }

        var best = Enough;
        for (var i = 0; i < groups; i++)
        {
            for (var j = i + 1; j <= groups; j++)
            {
                var (inHits, inTrials) = (_sums[j].Hits - _sums[i].Hits, _sums[j].Trials - _sums[i].Trials);
                var hotter = inHits * trials > hits * inTrials;
                var agreeing = hotter ? _sums[j].Accessed - _sums[i].Accessed : _sums[j].Idle - _sums[i].Idle;
                if (agreeing < FewestAgreeing)
                {
                    continue;
                }

                var evidence = Binomial.Difference(inHits, inTrials, hits - inHits, trials - inTrials);
                if (evidence > best)
                {
                    (best, first, last) = (evidence, _firsts[i], _firsts[j]);
                }
            }
        }

        return last > first;
    }

    // Sums up to each group's end: any stretch is a difference. A group's place is that of its first explorer.
    private int Group(Span<WatchedPage> pages)
    {
        var explorers = 0;
        foreach (ref readonly var page in pages)
        {
            explorers += page.IsExplorer ? 1 : 0;
        }

        var size = Math.Max(1, (explorers + MostGroups - 1) / MostGroups);
        var (groups, seen) = (0, 0);
        _sums[0] = default;
        for (var i = 0; i < pages.Length; i++)
        {
            if (!pages[i].IsExplorer)
            {
                continue;
            }

            if (seen++ % size == 0)
            {
                _firsts[groups] = i;
                _sums[groups + 1] = _sums[groups];
                groups++;
            }

            // However often a page was looked at, it is one witness.
            var weight = Math.Min(1, pages[i].Trials);
            ref var sum = ref _sums[groups];
            sum.Hits += weight <= 0 ? 0 : weight * pages[i].Hits / pages[i].Trials;
            sum.Trials += weight;
            sum.Accessed += pages[i].Hits > 0 ? 1 : 0;
            sum.Idle += pages[i].Hits < pages[i].Trials ? 1 : 0;
        }

        _firsts[groups] = pages.Length;
        return groups;
    }

    private static int Cut(in Stratum whole, Span<WatchedPage> all, int first, int last, long startUs, List<Stratum> to)
    {
        var pages = all.Slice(whole.FirstPage, whole.Pages);
        var start = Border(whole, pages, first);
        var end = Border(whole, pages, last);
        var (from, until) = (IndexOf(pages, start), IndexOf(pages, end));
        var pieces = 0;
        pieces += Add(whole, pages[..from], 0, whole.Start, start, startUs, to);
        pieces += Add(whole, pages[from..until], from, start, end, startUs, to);
        pieces += Add(whole, pages[until..], until, end, whole.End, startUs, to);
        return pieces - 1;
    }

    // Half way between an explorer and the one before it: neither says anything of what lies between.
    private static ulong Border(in Stratum whole, Span<WatchedPage> pages, int explorer)
    {
        if (explorer >= pages.Length)
        {
            return whole.End;
        }

        var before = explorer - 1;
        while (before >= 0 && !pages[before].IsExplorer)
        {
            before--;
        }

        return before < 0 ? whole.Start : Between(pages[before].Address, pages[explorer].Address);
    }

    private static int IndexOf(Span<WatchedPage> pages, ulong address)
    {
        var at = 0;
        while (at < pages.Length && pages[at].Address < address)
        {
            at++;
        }

        return at;
    }

    // The first byte of the page half way: both pages stay where they are.
    private static ulong Between(ulong left, ulong right) => Pages.AlignUp(left + ((right - left) / 2) + 1, Pages.Size);

    private static int Add(in Stratum whole, Span<WatchedPage> pages, int offset, ulong start, ulong end, long startUs, List<Stratum> to)
    {
        if (end <= start)
        {
            return 0;
        }

        var piece = whole;
        (piece.Start, piece.End, piece.FirstPage, piece.Pages) = (start, end, whole.FirstPage + offset, pages.Length);
        (piece.PastTouched, piece.PastSamples, piece.Last) = (0, 0, default);
        foreach (ref readonly var page in pages)
        {
            if (page.IsExplorer)
            {
                piece.PastTouched += page.Hits;
                piece.PastSamples += page.Trials;
            }
        }

        if (Binomial.Difference(piece.PastTouched, piece.PastSamples, whole.AllTouched, whole.AllSamples) > Changed)
        {
            (piece.SinceUs, piece.Age) = (startUs, 0);
        }

        (piece.Explored, piece.ExploredHits) = (piece.PastSamples, piece.PastTouched);

        // Until it is sampled itself, it has the whole's rate where it was accessed, none where it was not.
        piece.Rate = piece.PastTouched <= 0 ? 0 : Math.Min(1, whole.Rate * piece.PastShare / Math.Max(whole.PastShare, 1e-9));
        to.Add(piece);
        return 1;
    }
}
