using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Exports;

/// <summary>A target's mappings while time goes on; holds one set.</summary>
internal sealed class MappingsOverTime(IHistoryReader history, long session, int target)
{
    private readonly IReadOnlyList<long> _times = history.MappingTimes(session, target);
    private int _loaded = -1;
    private Mapping[] _mappings = [];

    /// <summary>The mappings in force at a time not before the last one asked for: the newest set not after it, else the earliest.</summary>
    public Mapping[] At(long us)
    {
        var wanted = Math.Max(_loaded, 0);
        while (wanted + 1 < _times.Count && _times[wanted + 1] <= us)
        {
            wanted++;
        }

        if (wanted != _loaded && wanted < _times.Count)
        {
            _mappings = history.Mappings(session, target, _times[wanted])?.ToSet().Mappings ?? [];
            _loaded = wanted;
        }

        return _mappings;
    }
}
