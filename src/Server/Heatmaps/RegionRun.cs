using Damon.Model.Addresses;
using Damon.Server.History.Packing;

namespace Damon.Server.Heatmaps;

/// <summary>Neighbouring regions touch, so that a snapshot is a handful of runs instead of a thousand parts.</summary>
internal struct RegionRun
{
    private ulong _start;
    private ulong _end;
    private double _heat;

    /// <summary>Adds the next region; what it does not touch goes to <paramref name="areas"/>.</summary>
    public void Add(in RegionReader region, AreaSet areas)
    {
        if (region.Start != _end)
        {
            End(areas);
            _start = region.Start;
            _heat = 0;
        }

        _end = region.End;
        _heat += (double)region.NrAccesses * (region.End - region.Start);
    }

    /// <summary>The snapshot is over: the last run goes to <paramref name="areas"/>.</summary>
    public readonly void End(AreaSet? areas)
    {
        if (_end > _start)
        {
            areas?.Add(new AddressRange(_start, _end), _heat);
        }
    }
}
