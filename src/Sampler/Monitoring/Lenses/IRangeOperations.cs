using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>Looks at every page of a range of one process, and makes those that were accessed old in bulk: what a lens needs of operations.</summary>
public interface IRangeOperations
{
    /// <summary>Pages of one block: all calls are for whole blocks, and pages that share an Accessed bit lie in one.</summary>
    const int PagesOfBlock = 512;

    /// <summary>Most blocks of one call of <see cref="MakeOld"/>.</summary>
    int MostBlocks { get; }

    /// <summary>Looks at all pages; a few nanoseconds each.</summary>
    /// <param name="range">Whole blocks.</param>
    /// <param name="sights">One for each page: absent, idle or accessed.</param>
    /// <param name="isHuge">One for each block: whether its pages share one Accessed bit.</param>
    /// <returns>False when it can't be told this time.</returns>
    bool Look(AddressRange range, Span<PageSight> sights, Span<bool> isHuge);

    /// <summary>Makes pages old that have been accessed: in runs, each of which costs the target one flush, over pages that are old already too.</summary>
    /// <param name="range">Whole blocks.</param>
    /// <param name="areas">The mapped memory there, in address order: what lies outside is left alone.</param>
    /// <param name="sights">
    /// What the last look found. Receives, for each page, idle, absent or just made old when the next look will tell of
    /// accesses, else why it will not.
    /// </param>
    /// <returns>Advices it took.</returns>
    int MakeOld(AddressRange range, IReadOnlyList<MonitoredArea> areas, Span<PageSight> sights);
}
