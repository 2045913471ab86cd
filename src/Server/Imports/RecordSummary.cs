using System.Runtime.InteropServices;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>What must be known of a whole record before its first snapshot can be stored.</summary>
internal sealed class RecordSummary
{
    private const long NanosecondsPerMicrosecond = 1_000;

    // The kernel's standard; for a single snapshot that tells nothing.
    private const long StandardAggregationUs = 100_000;

    private long _told;
    private long _firstEndNs;
    private long _lastEndNs;
    private long _lengthsNs;
    private long _lengths;
    private long? _firstStartNs;
    private long _latestEndNs;

    /// <summary>The record's head; null when the file tells none.</summary>
    public RecordHead? Head { get; set; }

    /// <summary>Its snapshots, without the one that damo adds.</summary>
    public long Snapshots { get; private set; }

    /// <summary>The largest number of accesses of any region.</summary>
    public int MostAccesses { get; private set; }

    /// <summary>The last snapshot's start so far, nanoseconds; null where it is not told.</summary>
    public long? LastStartNs { get; private set; }

    /// <summary>The last snapshot's end so far, nanoseconds; null before the first.</summary>
    public long? LastEndNs => _told > 0 ? _lastEndNs : null;

    /// <summary>Mean time from the end of a snapshot to the end of the next, or else their mean length; as told, or the kernel's standard, when there are none. Nanoseconds.</summary>
    public long MeanNs => _told > 1 && _lastEndNs > _firstEndNs ? (_lastEndNs - _firstEndNs) / (_told - 1)
        : _lengths > 0 ? Math.Max(1, _lengthsNs / _lengths)
        : (Head?.Intervals is { AggregationUs: > 0 } intervals ? intervals.AggregationUs : StandardAggregationUs) * NanosecondsPerMicrosecond;

    /// <summary>Mean length of the snapshots, microseconds.</summary>
    public long MeanLengthUs => Math.Max(1, (_lengths > 0 ? _lengthsNs / _lengths : MeanNs) / NanosecondsPerMicrosecond);

    /// <summary>Whether nothing tells when its first snapshot began.</summary>
    public bool IsFirstStartMissing => Snapshots > 0 && _firstStartNs is null;

    /// <summary>Whether any region tells its age.</summary>
    public bool HasAges { get; private set; }

    /// <summary>When its first snapshot began: where nothing tells, a mean interval before its end. Nanoseconds.</summary>
    public long FirstStartNs => _firstStartNs ?? Math.Max(0, _firstEndNs - Math.Max(NanosecondsPerMicrosecond, MeanNs));

    /// <summary>When its last snapshot ended, nanoseconds.</summary>
    public long LatestEndNs => _latestEndNs;

    /// <summary>Counts a snapshot whose regions are in order.</summary>
    public void Count(RecordedSnapshot snapshot)
    {
        var before = LastEndNs;
        _firstEndNs = _told++ == 0 ? snapshot.EndNs : _firstEndNs;
        _lastEndNs = snapshot.EndNs;
        if (snapshot.IsFalse)
        {
            return;
        }

        _firstStartNs = Snapshots++ == 0 ? snapshot.StartNs : _firstStartNs;
        _latestEndNs = Math.Max(_latestEndNs, snapshot.EndNs);
        LastStartNs = snapshot.StartNs ?? before;
        if (snapshot.StartNs is { } start)
        {
            _lengthsNs += snapshot.EndNs - start;
            _lengths++;
        }

        foreach (ref readonly var region in CollectionsMarshal.AsSpan(snapshot.Regions))
        {
            MostAccesses = Math.Max(MostAccesses, (int)(region.Samples ?? 0));
            HasAges |= (region.Age ?? region.AgeUs) is not null;
        }
    }
}
