using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Keeps the pages of a joined stratum as evenly spread as if they had been drawn over all of it.</summary>
internal static class PageDensity
{
    /// <summary>Of the neighbour with more samples a byte, as many are surplus as are too many; which ones is chance.</summary>
    public static void Even(in Stratum left, in Stratum right, PageSet pages, IRandomSource random)
    {
        var (lefts, rights) = (Samples(left, pages), Samples(right, pages));
        var density = Math.Min(lefts / (double)left.Size, rights / (double)right.Size);
        Thin(left, lefts, density, pages, random);
        Thin(right, rights, density, pages, random);
    }

    /// <summary>What moves to a stratum gets no more samples a byte than that has; its explorers move as they are.</summary>
    public static void ThinTo(in Stratum stratum, in Stratum moved, PageSet pages, IRandomSource random)
        => Thin(moved, Samples(moved, pages), Samples(stratum, pages) / (double)stratum.Size, pages, random);

    private static int Samples(in Stratum stratum, PageSet pages)
    {
        var count = 0;
        foreach (ref readonly var page in pages.Span.Slice(stratum.FirstPage, stratum.Pages))
        {
            count += page.IsExplorer || page.IsSurplus ? 0 : 1;
        }

        return count;
    }

    private static void Thin(in Stratum stratum, int samples, double density, PageSet pages, IRandomSource random)
    {
        // Chance decides over the fraction, so that on the average it is right.
        var wanted = (density * stratum.Size) + (random.Below(1 << 20) / (double)(1 << 20));
        var (left, keep) = (samples, (int)Math.Min(samples, wanted));
        foreach (ref var page in pages.Span.Slice(stratum.FirstPage, stratum.Pages))
        {
            if (page.IsExplorer || page.IsSurplus)
            {
                continue;
            }

            if (random.Below((ulong)left) < (ulong)keep)
            {
                keep--;
            }
            else
            {
                page.IsSurplus = true;
            }

            left--;
        }
    }
}
