using Damon.Model.Addresses;

namespace Damon.Client.Tables.Regions;

/// <summary>One region as a line of a table.</summary>
/// <param name="Range">Its addresses.</param>
/// <param name="Mapping">Short name of the mapping that holds most of it; null when none does, or most of it is not mapped.</param>
/// <param name="MoreMappings">Other mappings it reaches into.</param>
/// <param name="Percent">Access rate in percent of the samples that could be observed; null when none could.</param>
/// <param name="NrAccesses">Samples that found it accessed.</param>
/// <param name="MaxNrAccesses">Samples in all.</param>
/// <param name="Unknown">Samples that could not be observed.</param>
/// <param name="Age">Aggregation intervals for which the rate has stayed about the same.</param>
/// <param name="AgeUs">For how long that is, microseconds of the clock.</param>
public sealed record RegionRow(
    AddressRange Range, string? Mapping, int MoreMappings, double? Percent, int NrAccesses, int MaxNrAccesses, int Unknown, int Age, double AgeUs)
{
    /// <summary>Whether nothing was accessed in it, and most of it is not mapped, or address space that is only reserved.</summary>
    public bool IsEmpty { get; init; }
}
