using Damon.Model.Addresses;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>
/// Finds a live process's areas to monitor: what lies between its mappings' two biggest gaps. The space before the
/// first mapping and after the last is no gap. Used by one thread at a time.
/// </summary>
internal interface IMappingGapFinder
{
    /// <summary>Writes the three areas in address order.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="ranges">Room for three.</param>
    /// <returns>3; or 0 when there are no two gaps, or the process is gone or may not be read.</returns>
    int FindRanges(int pid, Span<AddressRange> ranges);
}
