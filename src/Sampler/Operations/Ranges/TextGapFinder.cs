using Damon.Model.Addresses;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>Walks every line of <c>/proc/PID/maps</c>: works on any kernel, takes time with the number of mappings.</summary>
internal sealed class TextGapFinder(string procRoot) : IMappingGapFinder
{
    private readonly MapsReader _reader = new(procRoot);

    /// <inheritdoc/>
    public int FindRanges(int pid, Span<AddressRange> ranges)
    {
        if (!_reader.TryRead(pid))
        {
            return 0;
        }

        var text = _reader.Text;
        var search = new ThreeRegions();
        while (MapsReader.TryNext(ref text, out var line))
        {
            if (!line.IsGate)
            {
                search.Add(line.Start, line.End);
            }
        }

        return search.TryFinish(ranges) ? 3 : 0;
    }
}
