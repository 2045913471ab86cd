using Damon.Model.Addresses;

namespace Damon.Sampler.Operations.PageTable.Bulk;

/// <summary>A run of pages made old by one advice.</summary>
internal struct ColdRun
{
    /// <summary>The run; it covers every folio in it as a whole.</summary>
    public AddressRange Range;

    /// <summary>Whether there are folios larger than a page in it.</summary>
    public bool HasLargeFolios;

    /// <summary>Whether it must not be advised after all.</summary>
    public bool IsLeft;

    /// <summary>Whether it has been advised.</summary>
    public bool IsDone;
}
