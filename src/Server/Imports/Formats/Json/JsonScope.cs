namespace Damon.Server.Imports.Formats.Json;

/// <summary>What an object or a list of a record file is.</summary>
internal enum JsonScope
{
    /// <summary>The list of all records.</summary>
    File,

    /// <summary>A record.</summary>
    Record,

    /// <summary>A record's intervals.</summary>
    Intervals,

    /// <summary>The goal of their tuning.</summary>
    Goal,

    /// <summary>The list of a record's snapshots.</summary>
    Snapshots,

    /// <summary>A snapshot.</summary>
    Snapshot,

    /// <summary>The list of a snapshot's regions.</summary>
    Regions,

    /// <summary>A region.</summary>
    Region,

    /// <summary>How often a region was accessed.</summary>
    NrAccesses,

    /// <summary>For how long a region has been as it is.</summary>
    Age,
}
