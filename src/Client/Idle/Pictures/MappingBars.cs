using Damon.Client.Addresses;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Idle.Pictures;

/// <summary>What is known by mapping, as bars.</summary>
public static class MappingBars
{
    /// <summary>The largest ones, then one for the rest of them where there is a rest.</summary>
    /// <param name="mappings">What is known by mapping.</param>
    /// <param name="together">Whether those without a name are several processes': then they are one.</param>
    /// <param name="most">Bars at most, without the rest.</param>
    public static IReadOnlyList<MappingBar> Of(IReadOnlyList<IdleMapping> mappings, bool together, int most)
    {
        MappingBar[] bars =
        [
            .. mappings.Where(mapping => mapping.ResidentBytes > 0)
                .GroupBy(mapping => (mapping.Name, mapping.Kind, Start: together || mapping.Name.Length > 0 ? 0 : mapping.Start))
                .Select(group => Bar([.. group], together))
                .OrderByDescending(bar => bar.ResidentBytes),
        ];
        return bars.Length <= most + 1 ? bars : [.. bars.Take(most), Rest(bars[most..])];
    }

    private static MappingBar Bar(IdleMapping[] parts, bool together)
    {
        var first = parts[0];
        var mapping = new Mapping(first.Start, first.End, "", first.Name, first.Kind ?? MappingKind.Anonymous);
        var name = first.Kind is null ? "not known what" : MappingNames.Short(mapping);
        var full = $"{(first.Name.Length > 0 ? first.Name : name)}{(together ? "" : $" from {HexAddressConverter.Format(first.Start)}")}";
        return new MappingBar(name, full, parts.Sum(part => part.ResidentBytes), [.. AgeClasses.All.Select(age => parts.Sum(part => age.Of(part.Bytes)))], parts.Sum(part => part.UnknownBytes));
    }

    private static MappingBar Rest(MappingBar[] bars) => new(
        $"{bars.Length} more",
        $"{bars.Length} more mappings",
        bars.Sum(bar => bar.ResidentBytes),
        [.. AgeClasses.All.Select(age => bars.Sum(bar => bar.Ages[age.Index]))],
        bars.Sum(bar => bar.UnknownBytes));
}
