using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Watching;

/// <summary>Which member of a <see cref="WatchEvent"/> is set.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WatchEventKind>))]
public enum WatchEventKind
{
    /// <summary>A new snapshot of one target.</summary>
    Snapshot,

    /// <summary>The session has changed; the whole resource follows.</summary>
    Session,

    /// <summary>The mappings of a target have changed.</summary>
    Mappings,

    /// <summary>This watcher fell behind; so many snapshots were left out before the next one.</summary>
    Lost,

    /// <summary>How long a target's memory has not been accessed, as of now.</summary>
    Idle,
}
