using System.Globalization;
using Damon.Run.Looking.Figures;

namespace Damon.Run.Looking.Terminal;

/// <summary>Makes lines of processes and mappings, and puts them in order.</summary>
internal static class UseLines
{
    /// <summary>A line for each process.</summary>
    public static IReadOnlyList<UseLine> OfProcesses(LookMoment moment) =>
        [.. moment.Processes.Select(process => new UseLine(
            string.Create(CultureInfo.InvariantCulture, $"{Printable.Of(process.Target.Name)} ({process.Target.Pid})"), Printable.Of(process.Target.CommandLine), process.Use))];

    /// <summary>A line for each file, each name and each piece of memory without a name; of several processes together all memory without a name is one.</summary>
    public static IReadOnlyList<UseLine> OfMappings(LookMoment moment)
    {
        var together = moment.Processes.Count > 0;
        return [.. moment.Mappings.GroupBy(mapping => (
                Name: Names.OfMapping(mapping.Name, mapping.Kind),
                Place: mapping.Name.Length > 0 || together ? 0 : mapping.Start))
            .Select(group => new UseLine(group.Key.Name, Place([.. group]), MemoryUses.Together([.. group.Select(mapping => mapping.Use)])))];
    }

    /// <summary>Biggest first, and by name what is the same.</summary>
    public static IReadOnlyList<UseLine> Sort(IEnumerable<UseLine> lines, UseOrder order)
    {
        var byName = lines.OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Place, StringComparer.Ordinal);
        return order == UseOrder.Name ? [.. byName] : [.. byName.OrderByDescending(line => FigureOf(line.Use, order))];
    }

    private static long FigureOf(MemoryUse use, UseOrder order) => order switch
    {
        UseOrder.Needs => use.Needs?.Bytes ?? 0,
        UseOrder.Idle => use.Idle?.Bytes ?? 0,
        _ => use.HoldsBytes,
    };

    private static string Place(MappingUse[] mappings) => mappings is [var only]
        ? string.Create(CultureInfo.InvariantCulture, $"{only.Start:x}-{only.End:x}")
        : string.Create(CultureInfo.InvariantCulture, $"{mappings.Length} places");
}
