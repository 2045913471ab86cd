using System.Globalization;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>What <c>/proc/cpuinfo</c> tells that matters for reading page tables.</summary>
/// <param name="PageTableLevels">4, or 5 when the kernel uses five-level tables (flag la57, which it hides otherwise).</param>
/// <param name="PhysicalBits">Bits of a physical address; memory encryption takes its bits off before it is reported.</param>
internal sealed record ProcessorFacts(uint PageTableLevels, int PhysicalBits)
{
    private const int DefaultPhysicalBits = 46;

    /// <summary>A page-table entry has no room for more.</summary>
    private const int MostPhysicalBits = 52;

    /// <summary>Address bits of a page-table entry.</summary>
    internal ulong PhysicalMask => ((1UL << PhysicalBits) - 1) & ~0xfffUL;

    /// <summary>Reads the first processor's entry.</summary>
    /// <param name="lines">Lines of <c>/proc/cpuinfo</c>.</param>
    internal static ProcessorFacts Parse(IEnumerable<string> lines)
    {
        var levels = 4u;
        var bits = DefaultPhysicalBits;
        foreach (var line in lines.TakeWhile(line => line.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "flags" when value.Split(' ').Contains("la57"):
                    levels = 5;
                    break;
                case "address sizes" when int.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told is > 0 and <= MostPhysicalBits:
                    bits = told;
                    break;
            }
        }

        return new ProcessorFacts(levels, bits);
    }
}
