using System.Globalization;
using System.Text.RegularExpressions;

namespace Damon.Sampler.Procfs.Uses;

/// <summary>
/// The heap of a Java virtual machine: it reserves it as a whole, so that it is the reservation of the size that the command
/// line gives, or, where it gives none, the largest one where only heaps are: in the first 32 GiB, so that pointers can be
/// compressed.
/// </summary>
internal static partial class JavaHeap
{
    /// <summary>The use.</summary>
    public const string Use = "Java heap";

    /// <summary>Reservations are made in whole regions of the collector, of 32 MiB at most, twice.</summary>
    private const ulong Alignment = 64 << 20;

    /// <summary>Where compressed pointers end: the heap may be followed by the space of classes, which is none of it.</summary>
    private const ulong EndOfCompressed = 1UL << 35;

    /// <summary>No heap is smaller.</summary>
    private const ulong Least = 8 << 20;

    /// <summary>Tells it where it is found.</summary>
    public static void Mark(MappingFacts[] mappings, in ProgramHints hints, string?[] uses)
    {
        // ZGC keeps it in a file of memory, and reserves much more address space.
        if (!MappingUses.Maps(mappings, static file => file == "libjvm.so") || Array.IndexOf(uses, Use) >= 0)
        {
            return;
        }

        if (Find(Reservations(mappings), Given(hints.CommandLine)) is { } heap)
        {
            for (var i = heap.First; i <= heap.Last; i++)
            {
                uses[i] ??= MappingUses.IsReserved(mappings[i]) ? null : Use;
            }
        }
    }

    private static Reservation? Find(List<Reservation> all, ulong? given)
    {
        var candidates = all.FindAll(one => one.Size >= (given ?? Least) && one.Size < (given ?? ulong.MaxValue - Alignment) + Alignment);
        var low = candidates.FindAll(static one => one.End <= EndOfCompressed);
        return given is null ? low.MaxBy(static one => one.Size) : (low.Count > 0 ? low : candidates) is [var only] ? only : null;
    }

    // Neighbours without a hole between them, objects of the class archive among them; with code it is that of the compiler.
    private static List<Reservation> Reservations(MappingFacts[] mappings)
    {
        var all = new List<Reservation>();
        for (var first = 0; first < mappings.Length; first++)
        {
            if (!IsPart(mappings[first]))
            {
                continue;
            }

            var (last, hasCode) = (first, MappingUses.IsExecutable(mappings[first]));
            while (last + 1 < mappings.Length && IsPart(mappings[last + 1])
                && mappings[last + 1].Start == mappings[last].End && mappings[last].End != EndOfCompressed)
            {
                last++;
                hasCode |= MappingUses.IsExecutable(mappings[last]);
            }

            if (!hasCode)
            {
                all.Add(new Reservation(first, last, mappings[first].Start, mappings[last].End));
            }

            first = last;
        }

        return all;
    }

    // The last one counts, as it does for the machine.
    private static ulong? Given(string commandLine)
        => Limit().Matches(commandLine) is [.., var last] && ulong.TryParse(last.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? last.Groups["unit"].Value.ToLowerInvariant() switch
            {
                "k" => number << 10,
                "m" => number << 20,
                "g" => number << 30,
                "t" => number << 40,
                _ => number,
            }
            : null;

    [GeneratedRegex(@"(?:^|\s)-(?:Xmx|XX:MaxHeapSize=)(?<number>\d{1,12})(?<unit>[kKmMgGtT]?)(?=\s|$)")]
    private static partial Regex Limit();

    private static bool IsPart(in MappingFacts mapping)
        => MappingUses.IsPlain(mapping) || (mapping.Permissions[3] == 'p' && mapping.Name.EndsWith(".jsa", StringComparison.Ordinal));

    private sealed record Reservation(int First, int Last, ulong Start, ulong End)
    {
        public ulong Size => End - Start;
    }
}
