using Damon.Model.Addresses;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>What operations ask about a live process's mappings. Used by one thread.</summary>
internal interface IMappingReader : IDisposable
{
    /// <summary>The areas between the two biggest gaps (the kernel's "three regions"), aligned to pages, in address order.</summary>
    /// <param name="ranges">Room for three.</param>
    /// <returns>How many were written: 3; or 0 when there are too few mappings for two gaps, or the process is gone.</returns>
    int ReadThreeRanges(Span<AddressRange> ranges);

    /// <summary>The mapping that covers an address now; false when none does.</summary>
    bool TryFind(ulong address, out AddressRange mapping);
}
