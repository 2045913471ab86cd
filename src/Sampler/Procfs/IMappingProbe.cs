using Damon.Model.Addresses;

namespace Damon.Sampler.Procfs;

/// <summary>Asks an address space which mapping is where.</summary>
internal interface IMappingProbe
{
    /// <summary>The mapping that covers <paramref name="address"/>, else the next one above; false when there is none.</summary>
    bool TryFind(ulong address, out AddressRange mapping);
}
