using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring;

/// <summary>Access checks of one process. No call allocates in steady state.</summary>
public interface ITargetOperations : IDisposable
{
    /// <summary>Whether the process still is the one that was opened and has memory. False for ever once false.</summary>
    bool IsValid { get; }

    /// <summary>Looks at single pages, which the adaptive plan needs; null where these operations can't.</summary>
    IPageOperations? Pages => null;

    /// <summary>Looks at all pages of a range, which a lens needs; null where these operations can't.</summary>
    IRangeOperations? Ranges => null;

    /// <summary>
    /// The areas to monitor now, as many as there are. Each takes a region at least, so that more of them than the upper
    /// bound of regions can't be kept to that bound.
    /// </summary>
    /// <param name="ranges">
    /// Empty; receives them aligned to pages, in address order, not overlapping. Left empty when they can't be told
    /// this time or the target is gone: what is known of it stays.
    /// </param>
    void ReadRanges(RangeList ranges);

    /// <summary>
    /// One sampling tick in one go. First tells what happened to the pages prepared by the previous call; then makes
    /// the pages at <paramref name="prepare"/> old, to be told of by the next call.
    /// </summary>
    /// <param name="answers">
    /// One for every address of the previous call's <paramref name="prepare"/>, in its order; or empty to drop them.
    /// </param>
    /// <param name="prepare">Addresses in ascending order, any byte of a page; empty to prepare none.</param>
    /// <returns>Advices it took to make them old.</returns>
    int Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare);
}
