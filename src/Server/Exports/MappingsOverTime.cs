using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Exports;

/// <summary>What is wanted of a target's mappings while time goes on; that of one set is kept.</summary>
/// <typeparam name="T">What is wanted of them.</typeparam>
/// <param name="history">Where they are read.</param>
/// <param name="session">The session's key.</param>
/// <param name="target">Index of the target.</param>
/// <param name="none">What it is without mappings.</param>
/// <param name="wanted">What it is of a set.</param>
internal sealed class MappingsOverTime<T>(IHistoryReader history, long session, int target, T none, Func<Mapping[], T> wanted)
{
    private readonly IReadOnlyList<long> _times = history.MappingTimes(session, target);
    private readonly T _none = none;
    private int _loaded = -1;
    private T? _kept;

    /// <summary>That of the mappings in force at a time not before the last one asked for: of the newest set not after it, else of the earliest.</summary>
    public T At(long us)
    {
        var next = Math.Max(_loaded, 0);
        while (next + 1 < _times.Count && _times[next + 1] <= us)
        {
            next++;
        }

        if (next != _loaded && next < _times.Count)
        {
            _kept = history.Mappings(session, target, _times[next]) is { } stored ? wanted(stored.ToSet().Mappings) : _none;
            _loaded = next;
        }

        return _loaded < 0 ? _none : _kept!;
    }
}

/// <summary>Mappings while time goes on, as they are.</summary>
internal static class MappingsOverTime
{
    /// <summary>Those of a target; one set is kept.</summary>
    public static MappingsOverTime<Mapping[]> Of(IHistoryReader history, long session, int target) => new(history, session, target, [], all => all);
}
