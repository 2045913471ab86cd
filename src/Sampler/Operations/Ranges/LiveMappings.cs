using System.Globalization;
using Damon.Model.Addresses;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>Mappings of one process, asked of the kernel address by address where it can be, else read as text.</summary>
/// <param name="procRoot">Where procfs is mounted.</param>
/// <param name="pid">The process.</param>
internal sealed class LiveMappings(string procRoot, int pid) : IMappingReader
{
    private readonly MappingGapFinder _gaps = new(procRoot);
    private readonly MapsReader _text = new(procRoot);

    /// <inheritdoc/>
    public int ReadThreeRanges(Span<AddressRange> ranges) => _gaps.FindRanges(pid, ranges);

    /// <inheritdoc/>
    public bool TryFind(ulong address, out AddressRange mapping)
    {
        using var maps = ProcFile.TryOpen(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "maps"));
        if (maps is not null)
        {
            var probe = new ProcmapQueryProbe(maps);
            var found = probe.TryFind(address, out mapping);
            if (!probe.IsUnsupported)
            {
                // The question also answers with the next mapping above.
                return found && mapping.Start <= address;
            }
        }

        return TryFindInText(address, out mapping);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool TryFindInText(ulong address, out AddressRange mapping)
    {
        mapping = default;
        if (!_text.TryRead(pid))
        {
            return false;
        }

        var text = _text.Text;
        while (MapsReader.TryNext(ref text, out var line))
        {
            if (address >= line.Start && address < line.End)
            {
                mapping = new AddressRange(line.Start, line.End);
                return true;
            }
        }

        return false;
    }
}
