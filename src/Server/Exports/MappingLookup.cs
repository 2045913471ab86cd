using Damon.Contracts.Monitoring;

namespace Damon.Server.Exports;

/// <summary>Finds the mappings of regions that come in address order, in one walk over both.</summary>
/// <param name="mappings">In address order.</param>
internal struct MappingLookup(Mapping[] mappings)
{
    private int _first;

    /// <summary>The mapping that covers most of the region, the lowest among equals; null when more is not mapped than the mapping covers.</summary>
    public Mapping? Of(ulong start, ulong end)
    {
        while (_first < mappings.Length && mappings[_first].End <= start)
        {
            _first++;
        }

        Mapping? best = null;
        var (most, unmapped) = (0UL, end - start);
        for (var i = _first; i < mappings.Length && mappings[i].Start < end; i++)
        {
            var covered = Math.Min(end, mappings[i].End) - Math.Max(start, mappings[i].Start);
            unmapped -= covered;
            if (covered > most)
            {
                (best, most) = (mappings[i], covered);
            }
        }

        return most >= unmapped ? best : null;
    }
}
