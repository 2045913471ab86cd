using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Operations;

/// <summary>What operations ask about a live process's mappings. Used by one thread.</summary>
internal interface IMappingReader : IDisposable
{
    /// <summary>The areas between the two biggest gaps, as <see cref="ITargetOperations.ReadRanges"/> gives them.</summary>
    /// <param name="ranges">Room for three.</param>
    /// <returns>How many were written: 3, or 0.</returns>
    int ReadThreeRanges(Span<AddressRange> ranges);

    /// <summary>The mapping that covers an address now; false when none does.</summary>
    bool TryFind(ulong address, out AddressRange mapping);
}
