using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Draws the pages that are followed: all over the memory, and more where error times size is larger.</summary>
internal static class PageDrawing
{
    /// <summary>Pages that every stratum has, however small: a sample and an explorer.</summary>
    public const int Fewest = 2;

    /// <summary>Share of pages exchanged in an interval where nothing is accessed: in time, every page gets its turn.</summary>
    private const double LeastTurnover = 0.01;

    private const int Fine = 1 << 20;

    /// <summary>Exchanges some pages by chance, whatever they told, and draws what is missing.</summary>
    /// <param name="strata">Their pages are told anew.</param>
    /// <param name="from">The pages so far.</param>
    /// <param name="to">Receives the pages; another set.</param>
    /// <param name="total">About how many there should be.</param>
    /// <param name="random">Chance.</param>
    public static void Draw(Span<Stratum> strata, PageSet from, PageSet to, int total, IRandomSource random)
    {
        to.Clear();
        var (size, weight) = (0.0, 0.0);
        foreach (ref readonly var stratum in strata)
        {
            size += stratum.Size;
            weight += Weight(stratum);
        }

        var rest = Math.Max(0, total - (Fewest * strata.Length));
        foreach (ref var stratum in strata)
        {
            var share = (0.5 * stratum.Size / size) + (0.5 * Weight(stratum) / weight);
            var wanted = (int)Math.Min(2 * stratum.Size / Pages.Size, (ulong)(Fewest + Math.Round(rest * share)));
            var first = to.Count;
            var pages = from.Span.Slice(stratum.FirstPage, stratum.Pages);
            Fill(stratum, pages, to, (wanted + 1) / 2, explorers: false, random);
            Fill(stratum, pages, to, wanted / 2, explorers: true, random);
            to.Arrange(first);
            (stratum.FirstPage, stratum.Pages) = (first, to.Count - first);
        }
    }

    // Error times size.
    private static double Weight(in Stratum stratum) => stratum.Size * Binomial.Error(stratum.ExploredShare, 1);

    private static void Fill(in Stratum stratum, Span<WatchedPage> pages, PageSet to, int wanted, bool explorers, IRandomSource random)
    {
        for (var kept = Keep(stratum, pages, to, wanted, explorers, random); kept < wanted; kept++)
        {
            // What a page nobody has looked at is like is not known; that it was accessed some time is likely.
            to.Add(new WatchedPage
            {
                Address = stratum.Start + (random.Below(stratum.Size / Pages.Size) * Pages.Size),
                Sight = PageSight.Accessed,
                IsExplorer = explorers,
            });
        }
    }

    // Keeps some of one role, whatever they told; tells how many.
    private static int Keep(in Stratum stratum, Span<WatchedPage> pages, PageSet to, int wanted, bool explorers, IRandomSource random)
    {
        var left = 0;
        foreach (ref readonly var page in pages)
        {
            left += page.IsExplorer == explorers && !page.IsSurplus ? 1 : 0;
        }

        var turnover = LeastTurnover + ((1 - LeastTurnover) * stratum.ExploredShare * stratum.ExploredShare);
        var (kept, most) = (0, wanted);
        foreach (ref readonly var page in pages)
        {
            if (page.IsExplorer != explorers || page.IsSurplus)
            {
                continue;
            }

            // Of too many, any are as good as any others.
            var takes = random.Below((ulong)left--) < (ulong)(most - kept);
            if (takes && !Happens(turnover, random))
            {
                to.Add(page);
                kept++;
            }
            else if (takes)
            {
                most--;
            }
        }

        return kept;
    }

    private static bool Happens(double chance, IRandomSource random) => random.Below(Fine) < chance * Fine;
}
