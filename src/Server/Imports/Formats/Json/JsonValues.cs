using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Damon.Model.Monitoring;

namespace Damon.Server.Imports.Formats.Json;

/// <summary>The record and the snapshot that are being read, and their values so far.</summary>
internal sealed class JsonValues
{
    private RecordedRegion _region;
    private bool _hasEnd;
    private int _accessBp;
    private long _aggregations;
    private long _minSamplingUs;
    private long _maxSamplingUs;

    /// <summary>The record's head; null before the first record.</summary>
    public RecordHead? Head { get; set; }

    /// <summary>Whether the record has a list of snapshots.</summary>
    public bool HasSnapshots { get; set; }

    /// <summary>The snapshot; null outside of one.</summary>
    public RecordedSnapshot? Snapshot { get; private set; }

    /// <summary>Whether the snapshot has a list of regions.</summary>
    public bool HasRegions { get; set; }

    /// <summary>Whether a region has begun.</summary>
    public bool IsInRegion { get; private set; }

    /// <summary>What a member must be, to follow what it is.</summary>
    public static string Wanted(JsonField field) => field switch
    {
        JsonField.Intervals or JsonField.IntervalsGoal => "not an object",
        JsonField.Snapshots or JsonField.Regions => "not a list",
        JsonField.StartTime or JsonField.EndTime => "not a time in nanoseconds",
        JsonField.Start or JsonField.End => "not an address from 0 to 2^64 - 1",
        JsonField.Percent => "not a percentage",
        _ => "not a number",
    };

    /// <summary>A snapshot begins.</summary>
    public void Begin(RecordedSnapshot snapshot) => (Snapshot, _hasEnd, HasRegions, IsInRegion) = (snapshot, false, false, false);

    /// <summary>A snapshot ends; false, and the snapshot goes on, when it cannot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="fault">What it lacks.</param>
    public bool TryEnd([NotNullWhen(true)] out RecordedSnapshot? snapshot, [NotNullWhen(false)] out string? fault)
    {
        snapshot = Snapshot!;
        fault = !_hasEnd ? "it has no 'end_time'" : !HasRegions ? "it has no 'regions'" : null;
        Snapshot = fault is null ? null : Snapshot;
        return fault is null;
    }

    /// <summary>A region begins.</summary>
    public void BeginRegion() => (_region, IsInRegion) = (default, true);

    /// <summary>A region ends; false, and the region goes on, when it cannot.</summary>
    /// <param name="fault">What it lacks.</param>
    public bool TryEndRegion([NotNullWhen(false)] out string? fault)
    {
        fault = _region is { Start: null } ? "it has no 'start'"
            : _region is { End: null } ? "it has no 'end'"
            : _region is { Samples: null, Percent: null } ? "'nr_accesses' tells neither 'samples' nor 'percent'"
            : Snapshot!.Regions.Count >= RegionChecks.Most ? RegionChecks.TooMany
            : null;
        if (fault is not null)
        {
            return false;
        }

        IsInRegion = false;
        Snapshot!.Regions.Add(_region);
        return true;
    }

    /// <summary>The goal of tuning has ended; without aggregations between two tunings nothing is tuned.</summary>
    public void EndGoal()
    {
        if (_aggregations > 0)
        {
            Head!.Intervals!.Goal = new IntervalsGoal
            {
                AccessBp = _accessBp,
                Aggregations = (int)Math.Min(int.MaxValue, _aggregations),
                MinSamplingUs = _minSamplingUs,
                MaxSamplingUs = _maxSamplingUs,
            };
        }

        (_accessBp, _aggregations, _minSamplingUs, _maxSamplingUs) = (0, 0, 0, 0);
    }

    /// <summary>A member has a value; false when it cannot have that one.</summary>
    public bool Set(JsonField field, ReadOnlySpan<byte> text) => field switch
    {
        JsonField.KdamondIdx => DamoNumber.TryCount(text, out var count) && Done(Head!.Kdamond = count),
        JsonField.ContextIdx => DamoNumber.TryCount(text, out var count) && Done(Head!.Context = count),
        JsonField.TargetId => SetTarget(text),
        JsonField.SampleUs => DamoNumber.TryMicroseconds(text, out var us) && Done(Head!.Intervals!.SamplingUs = us),
        JsonField.AggrUs => DamoNumber.TryMicroseconds(text, out var us) && Done(Head!.Intervals!.AggregationUs = us),
        JsonField.OpsUpdateUs => DamoNumber.TryMicroseconds(text, out var us) && Done(Head!.Intervals!.UpdateUs = us),
        JsonField.AccessBp => DamoNumber.TryTenThousandths(text, out _accessBp),
        JsonField.Aggrs => DamoNumber.TryCount(text, out _aggregations),
        JsonField.MinSampleUs => DamoNumber.TryMicroseconds(text, out _minSamplingUs),
        JsonField.MaxSampleUs => DamoNumber.TryMicroseconds(text, out _maxSamplingUs),
        JsonField.StartTime => DamoNumber.TryNanoseconds(text, out var ns) && Done(Snapshot!.StartNs = ns),
        JsonField.EndTime => DamoNumber.TryNanoseconds(text, out var ns) && Done(Snapshot!.EndNs = ns) && (_hasEnd = true),
        JsonField.SampleIntervalUs => DamoNumber.TryMicroseconds(text, out var us) && Done(Snapshot!.SamplingUs = us),
        JsonField.Start => DamoNumber.TryBytes(text, out var address) && Done(_region.Start = address),
        JsonField.End => DamoNumber.TryBytes(text, out var address) && Done(_region.End = address),
        JsonField.Samples or JsonField.NrAccesses => DamoNumber.TryCount(text, out var count) && Done(_region.Samples = count),
        JsonField.Percent => DamoNumber.TryPercent(text, out var percent) && Done(_region.Percent = percent),
        JsonField.Usec => DamoNumber.TryMicroseconds(text, out var us) && Done(_region.AgeUs = us),
        JsonField.AggrIntervals or JsonField.Age => DamoNumber.TryCount(text, out var count) && Done(_region.Age = count),
        _ => false,
    };

    private static bool Done<T>(T value) => value is not null;

    private bool SetTarget(ReadOnlySpan<byte> text)
    {
        if (!DamoNumber.TryBytes(text, out var id))
        {
            return false;
        }

        Head!.TargetId = id.ToString(CultureInfo.InvariantCulture);
        return true;
    }
}
