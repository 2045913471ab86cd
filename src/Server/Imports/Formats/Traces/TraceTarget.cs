using System.Globalization;

namespace Damon.Server.Imports.Formats.Traces;

/// <summary>One target of a text, and its snapshot that is not complete yet.</summary>
/// <param name="record">Index of the record that it becomes.</param>
internal sealed class TraceTarget(int record)
{
    private RecordedSnapshot? _open;
    private long _regions;
    private long _snapshots;

    /// <summary>Index of the record that it becomes.</summary>
    public int Record => record;

    /// <summary>Takes a line; the snapshot when it is complete with it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="samplingUs">Sampling interval in force, microseconds; null when not told.</param>
    /// <exception cref="RecordFaultException">It does not continue the snapshot that has begun.</exception>
    public RecordedSnapshot? Take(in TraceLine line, long? samplingUs)
    {
        var region = line.Region;
        if (_open is null)
        {
            (_open, _regions) = (new RecordedSnapshot(record, ++_snapshots) { EndNs = line.TimeNs, SamplingUs = samplingUs, Places = PlaceKind.Line }, line.Regions);
        }
        else if (line.Regions != _regions || region.Start < _open.Regions[^1].End)
        {
            throw RecordFaultException.At(
                string.Create(CultureInfo.InvariantCulture, $"line {region.At}"),
                Invariant($"the next snapshot begins, but the one that begins in line {_open.Regions[0].At} has only {_open.Regions.Count} of its {_regions} regions; perf may have lost events"));
        }

        if (_open.Regions.Count >= RegionChecks.Most)
        {
            throw RecordFaultException.At(_open.Place, RegionChecks.TooMany);
        }

        _open.Regions.Add(region);
        if (_open.Regions.Count < _regions)
        {
            return null;
        }

        var complete = _open;
        _open = null;
        return complete;
    }

    /// <summary>The text has ended.</summary>
    /// <exception cref="RecordFaultException">Within a snapshot.</exception>
    public void End()
    {
        if (_open is not null)
        {
            throw RecordFaultException.At(
                Invariant($"line {_open.Regions[^1].At}"),
                Invariant($"the text ends within a snapshot: the one that begins in line {_open.Regions[0].At} has only {_open.Regions.Count} of its {_regions} regions"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
