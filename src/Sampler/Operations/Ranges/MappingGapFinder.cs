using System.Globalization;
using Damon.Model.Addresses;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>
/// Finds the areas by asking the kernel about single addresses, and walks the text of all mappings where the kernel
/// can't be asked or the layout would take too many questions.
/// </summary>
internal sealed class MappingGapFinder(string procRoot, IMappingGapFinder walk) : IMappingGapFinder
{
    private readonly GapSearch _search = new();
    private bool _unsupported;

    /// <summary>With the walk over the text of the same /proc.</summary>
    public MappingGapFinder(string procRoot)
        : this(procRoot, new TextGapFinder(procRoot))
    {
    }

    /// <summary>Questions asked by the last search; 0 when the text was walked because the kernel can't be asked.</summary>
    public int Probes => _unsupported ? 0 : _search.Probes;

    /// <inheritdoc/>
    public int FindRanges(int pid, Span<AddressRange> ranges)
    {
        if (!_unsupported)
        {
            // Opened anew each time: after an exec, an open file still shows the old address space.
            using var maps = ProcFile.TryOpen(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "maps"));
            if (maps is null)
            {
                return 0;
            }

            var probe = new ProcmapQueryProbe(maps);
            var result = _search.Search(probe, ranges);
            _unsupported = probe.IsUnsupported;
            if (!_unsupported && result != GapSearchResult.TooMany)
            {
                return result == GapSearchResult.Found ? 3 : 0;
            }
        }

        return walk.FindRanges(pid, ranges);
    }
}
