using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring;

/// <summary>Access checks of one process. No call allocates in steady state.</summary>
public interface ITargetOperations : IDisposable
{
    /// <summary>Whether the process still is the one that was opened and has memory. False for ever once false.</summary>
    bool IsValid { get; }

    /// <summary>
    /// The areas to monitor now, cut at the biggest gaps between mappings and aligned to pages (the kernel's
    /// "three regions"), in address order.
    /// </summary>
    /// <param name="ranges">Room for three.</param>
    /// <returns>How many were written; 0 when the target has too few mappings for two gaps, or is gone.</returns>
    int ReadRanges(Span<AddressRange> ranges);

    /// <summary>
    /// One sampling tick in one go. First tells what happened to the pages prepared by the previous call; then makes
    /// the pages at <paramref name="prepare"/> old, to be told of by the next call.
    /// </summary>
    /// <param name="answers">
    /// One for every address of the previous call's <paramref name="prepare"/>, in its order; or empty to drop them.
    /// </param>
    /// <param name="prepare">Addresses in ascending order, any byte of a page; empty to prepare none.</param>
    void Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare);
}
