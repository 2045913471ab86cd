using System.Globalization;

namespace Damon.Server.Imports.Formats;

/// <summary>A snapshot as a file tells it.</summary>
/// <param name="Record">The record's index in the file, from 0.</param>
/// <param name="Number">The snapshot's number in its record, from 1.</param>
internal sealed record RecordedSnapshot(int Record, long Number) : RecordPart(Record)
{
    /// <summary>Start, nanoseconds; null when not told: it is the end of the one before.</summary>
    public long? StartNs { get; set; }

    /// <summary>End, nanoseconds.</summary>
    public long EndNs { get; set; }

    /// <summary>Sampling interval in force, microseconds; null when not told.</summary>
    public long? SamplingUs { get; set; }

    /// <summary>The regions, in the file's order.</summary>
    public List<RecordedRegion> Regions { get; } = [];

    /// <summary>How its regions' places are named.</summary>
    public PlaceKind Places { get; init; }

    /// <summary>Where it is in the file, for messages.</summary>
    public string Place => Places == PlaceKind.Element || Regions.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"record {Record + 1}, snapshot {Number}")
        : PlaceOf(0);

    /// <summary>
    /// Whether it is the snapshot that damo adds to a text of one snapshot, so that a reader can tell when that one began:
    /// one region without size, and a count that no region has.
    /// </summary>
    public bool IsFalse => Regions is [{ Start: 0, End: 0, Samples: -1 or uint.MaxValue }];

    /// <summary>Where one of its regions is in the file, for messages.</summary>
    /// <param name="region">Its index, from 0.</param>
    public string PlaceOf(int region) => Places switch
    {
        PlaceKind.Line => string.Create(CultureInfo.InvariantCulture, $"line {Regions[region].At}"),
        PlaceKind.Byte => string.Create(CultureInfo.InvariantCulture, $"byte {Regions[region].At}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"record {Record + 1}, snapshot {Number}, region {region + 1}"),
    };
}
