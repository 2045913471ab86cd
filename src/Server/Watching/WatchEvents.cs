using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;

namespace Damon.Server.Watching;

/// <summary>Events of one target that replace the one before them.</summary>
internal static class WatchEvents
{
    /// <summary>A target's mappings as an event.</summary>
    public static WatchEvent Of(MappingSet mappings) => new() { Kind = WatchEventKind.Mappings, Mappings = mappings };

    /// <summary>How long a target's memory has not been accessed, as an event.</summary>
    public static WatchEvent Of(IdleMessage idle) => new() { Kind = WatchEventKind.Idle, Idle = idle };

    /// <summary>The target that such an event is of; null when it is of the whole session.</summary>
    public static int? TargetOf(WatchEvent item) => item.Mappings?.Target ?? item.Idle?.Target;

    /// <summary>When it was so, Unix microseconds; null when the event does not say.</summary>
    public static long? TimeOf(WatchEvent item) => item.Mappings?.AtUs ?? item.Idle?.AtUs;
}
