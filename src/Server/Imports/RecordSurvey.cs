using System.Globalization;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>The first of two walks through a file: finds its first fault, and what must be known before anything is stored.</summary>
internal sealed class RecordSurvey
{
    private const long NanosecondsPerMicrosecond = 1_000;

    private readonly List<RecordSummary> _records = [];

    /// <summary>The records in the file's order.</summary>
    public IReadOnlyList<RecordSummary> Records => _records;

    /// <summary>Snapshots of all records.</summary>
    public long Snapshots => _records.Sum(record => record.Snapshots);

    /// <summary>Takes the next part of the file.</summary>
    /// <exception cref="RecordFaultException">It cannot be.</exception>
    public void Take(RecordPart part)
    {
        var record = Of(part.Record);
        switch (part)
        {
            case RecordHead head:
                Check(head);
                record.Head = head;
                break;
            case RecordedSnapshot { IsFalse: true } snapshot:
                record.Count(snapshot);
                break;
            case RecordedSnapshot snapshot:
                CheckTimes(snapshot, record);
                RegionChecks.Check(snapshot);
                record.Count(snapshot);
                break;
        }
    }

    /// <summary>The file has ended.</summary>
    /// <exception cref="RecordFaultException">There is nothing to show.</exception>
    public void End()
    {
        if (Snapshots == 0)
        {
            throw new RecordFaultException(_records.Count == 0 ? "it has no records" : "its records have no snapshots");
        }
    }

    private static void CheckTimes(RecordedSnapshot snapshot, RecordSummary record)
    {
        if (snapshot.StartNs is < 0 || snapshot.EndNs < 0)
        {
            throw Fault($"a time is negative");
        }

        if ((snapshot.StartNs ?? record.LastEndNs) is { } start && snapshot.EndNs / NanosecondsPerMicrosecond <= start / NanosecondsPerMicrosecond)
        {
            throw Fault(snapshot.StartNs is null
                ? (FormattableString)$"it ends at {snapshot.EndNs} ns, not a microsecond after the snapshot before it, at {start} ns"
                : $"end_time {snapshot.EndNs} is not a microsecond above start_time {start}");
        }

        if (snapshot.StartNs < record.LastStartNs)
        {
            throw Fault($"start_time {snapshot.StartNs} is before that of the snapshot before it, {record.LastStartNs}; snapshots must be in order of time");
        }

        if (snapshot.EndNs < NanosecondsPerMicrosecond)
        {
            throw Fault($"it ends at time 0");
        }

        RecordFaultException Fault(FormattableString what) => RecordFaultException.At(snapshot.Place, what.ToString(CultureInfo.InvariantCulture));
    }

    private static void Check(RecordHead head)
    {
        foreach (var (name, us) in head.Intervals is { } told
            ? new[] { ("sample_us", told.SamplingUs), ("aggr_us", told.AggregationUs), ("ops_update_us", told.UpdateUs) }
            : [])
        {
            if (us is < 0 or > AttributeRules.LongestIntervalUs)
            {
                throw RecordFaultException.At(
                    string.Create(CultureInfo.InvariantCulture, $"record {head.Record + 1}, intervals"),
                    string.Create(CultureInfo.InvariantCulture, $"'{name}' is {us} us; it is 0 to {AttributeRules.LongestIntervalUs} (one day)"));
            }
        }
    }

    private RecordSummary Of(int record)
    {
        if (record >= SessionLimits.MostProcessesEver)
        {
            throw new RecordFaultException($"it has more than {SessionLimits.MostProcessesEver} records, which is the most one session can hold");
        }

        while (_records.Count <= record)
        {
            _records.Add(new RecordSummary());
        }

        return _records[record];
    }
}
