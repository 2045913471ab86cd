using System.Globalization;
using Damon.Model.Format;
using Damon.Model.Monitoring;

namespace Damon.Server.Imports;

/// <summary>What is to be known of a session that was imported: where it comes from, and what the file does not tell.</summary>
internal static class ImportNotes
{
    // A clock that shows a time before 1980 counts from when its machine was booted.
    private const long FirstCalendarUs = 315_532_800_000_000;

    /// <summary>The notes, a line for each.</summary>
    /// <param name="source">What the file is called, and what it is.</param>
    /// <param name="firstUs">When the first snapshot began, microseconds.</param>
    /// <param name="records">Its records.</param>
    /// <param name="attributes">The attributes that were concluded from them.</param>
    public static string Of(string source, long firstUs, IReadOnlyList<RecordSummary> records, MonitoringAttributes attributes)
    {
        var lines = new List<string> { $"Imported from {source}." };
        if (firstUs < FirstCalendarUs)
        {
            lines.Add("Times count from the boot of that machine, and are shown as if that had been at the beginning of 1970.");
        }

        if (ImportedAttributes.Told(records) is not { } told)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The intervals are not told: {Durations.Text(attributes.AggregationIntervalUs)} is the mean length of the snapshots, and {Durations.Text(attributes.SamplingIntervalUs)} that divided by the most accesses of any region."));
        }
        else if (records.Any(record => record.Head?.Intervals is { } other && (other.SamplingUs, other.AggregationUs) != (told.SamplingUs, told.AggregationUs)))
        {
            lines.Add("Its records have different intervals; those of the first are shown.");
        }

        if (records.Any(static record => record.IsFirstStartMissing))
        {
            lines.Add("It is not told when the first snapshot began: it is taken to be as long as the others are in the mean.");
        }

        if (!records.Any(static record => record.HasAges))
        {
            lines.Add("Ages are not told, and shown as 0.");
        }

        return string.Join('\n', lines);
    }
}
