using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Sights;

/// <summary>
/// Makes all memory of a process old at once, that included which other processes map, too. It holds the process's memory
/// lock meanwhile, and leaves translations in the processors that have to be flushed: until then accesses by them are not seen.
/// </summary>
public interface ISweepOperations
{
    /// <summary>Present pages that a sweep goes through; 0 when the process is gone.</summary>
    long PresentPages(SweepKind kind);

    /// <summary>Makes everything of a kind old.</summary>
    /// <returns>Null, or why it can't be done, as a sentence.</returns>
    string? Clear(SweepKind kind);

    /// <summary>Looks for a piece of private memory with accessed pages at both ends, long enough for the kernel to flush everything after advice on it.</summary>
    /// <param name="ranges">The process's private, anonymous mappings.</param>
    /// <param name="range">The piece: to be looked at by whoever follows pages in it, then flushed.</param>
    /// <returns>False when there is none at the moment.</returns>
    bool TryFindFlush(IReadOnlyList<AddressRange> ranges, out AddressRange range);

    /// <summary>Makes that piece old, and so has all translations of the process flushed.</summary>
    /// <returns>Whether the kernel did so.</returns>
    bool Flush(AddressRange range);
}
