using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;

namespace Damon.Server.Watching;

/// <summary>Keeps the newest mappings and idle ages of each target, for those who come later. Not for several threads at once.</summary>
internal sealed class NewestEvents
{
    private readonly SortedDictionary<(WatchEventKind Kind, int? Target), WatchEvent> _events = [];

    /// <summary>All of them, mappings first, each in order of the targets.</summary>
    public IReadOnlyCollection<WatchEvent> All => _events.Values;

    /// <summary>The idle ages among them, in order of the targets.</summary>
    public IEnumerable<IdleMessage> Idle => _events.Values.Select(static told => told.Idle).OfType<IdleMessage>();

    /// <summary>Keeps an event. False when it is known already, or one as new.</summary>
    public bool Take(WatchEvent told)
    {
        var key = (told.Kind, WatchEvents.TargetOf(told));
        if (_events.TryGetValue(key, out var known) && WatchEvents.TimeOf(known) >= WatchEvents.TimeOf(told))
        {
            return false;
        }

        _events[key] = told;
        return true;
    }

    /// <summary>Keeps none of them any longer.</summary>
    public void Clear() => _events.Clear();
}
