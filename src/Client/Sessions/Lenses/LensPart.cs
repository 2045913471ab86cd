using Damon.Client.Addresses;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Idle;

namespace Damon.Client.Sessions.Lenses;

/// <summary>A part of a selection that a lens can look at.</summary>
/// <param name="Name">What is mapped there.</param>
/// <param name="Range">Its addresses.</param>
public sealed record LensPart(string Name, AddressRange Range)
{
    private const int Most = 8;

    /// <summary>The selected addresses without what lies beside all that is mapped.</summary>
    /// <param name="area">What is selected.</param>
    /// <param name="mappings">The target's mappings, in address order.</param>
    public static AddressRange Mapped(SelectedArea area, IReadOnlyList<Mapping> mappings)
    {
        var parts = Clipped(area, mappings).ToList();
        return parts.Count == 0 ? new AddressRange(area.Low, area.High) : new AddressRange(parts[0].Range.Start, parts[^1].Range.End);
    }

    /// <summary>What is mapped in a selection, mapping by mapping, as far as a lens is large enough for it; the biggest first.</summary>
    /// <param name="area">What is selected.</param>
    /// <param name="mappings">The target's mappings, in address order.</param>
    public static IReadOnlyList<LensPart> Of(SelectedArea area, IReadOnlyList<Mapping> mappings)
        => [.. Clipped(area, mappings).Where(part => LensRules.Validate(part.Range.Start, part.Range.End).Count == 0).OrderByDescending(part => part.Range.Size).Take(Most)];

    // What may not be accessed has no pages; neither has what lies beyond all memory of processes.
    private static IEnumerable<LensPart> Clipped(SelectedArea area, IReadOnlyList<Mapping> mappings)
        => MappingGroups.Of([.. mappings.Where(mapping => !mapping.Permissions.StartsWith("---", StringComparison.Ordinal) && mapping.End <= long.MaxValue)]).Groups
            .Where(group => group.Range.Start < area.High && group.Range.End > area.Low)
            .Select(group => new LensPart(group.Name, new AddressRange(Math.Max(group.Range.Start, area.Low), Math.Min(group.Range.End, area.High))));
}
