using System.Text;
using System.Text.Json;

namespace Damon.Server.Imports.Formats.Json;

/// <summary>Finds the member that a property name stands for.</summary>
internal static class JsonFields
{
    private static readonly Dictionary<JsonScope, (byte[] Name, JsonField Field)[]> Known = new()
    {
        [JsonScope.Record] =
        [
            ("kdamond_idx"u8.ToArray(), JsonField.KdamondIdx),
            ("context_idx"u8.ToArray(), JsonField.ContextIdx),
            ("target_id"u8.ToArray(), JsonField.TargetId),
            ("intervals"u8.ToArray(), JsonField.Intervals),
            ("snapshots"u8.ToArray(), JsonField.Snapshots),
        ],
        [JsonScope.Intervals] =
        [
            ("sample_us"u8.ToArray(), JsonField.SampleUs),
            ("aggr_us"u8.ToArray(), JsonField.AggrUs),
            ("ops_update_us"u8.ToArray(), JsonField.OpsUpdateUs),
            ("intervals_goal"u8.ToArray(), JsonField.IntervalsGoal),
        ],
        [JsonScope.Goal] =
        [
            ("access_bp"u8.ToArray(), JsonField.AccessBp),
            ("aggrs"u8.ToArray(), JsonField.Aggrs),
            ("min_sample_us"u8.ToArray(), JsonField.MinSampleUs),
            ("max_sample_us"u8.ToArray(), JsonField.MaxSampleUs),
        ],
        [JsonScope.Snapshot] =
        [
            ("start_time"u8.ToArray(), JsonField.StartTime),
            ("end_time"u8.ToArray(), JsonField.EndTime),
            ("sample_interval_us"u8.ToArray(), JsonField.SampleIntervalUs),
            ("regions"u8.ToArray(), JsonField.Regions),
        ],
        [JsonScope.Region] =
        [
            ("start"u8.ToArray(), JsonField.Start),
            ("end"u8.ToArray(), JsonField.End),
            ("nr_accesses"u8.ToArray(), JsonField.NrAccesses),
            ("age"u8.ToArray(), JsonField.Age),
        ],
        [JsonScope.NrAccesses] =
        [
            ("samples"u8.ToArray(), JsonField.Samples),
            ("percent"u8.ToArray(), JsonField.Percent),
        ],
        [JsonScope.Age] =
        [
            ("usec"u8.ToArray(), JsonField.Usec),
            ("aggr_intervals"u8.ToArray(), JsonField.AggrIntervals),
        ],
    };

    /// <summary>The member that the reader's property name stands for in a scope; none when it is to be skipped.</summary>
    public static JsonField Find(JsonScope scope, in Utf8JsonReader json)
    {
        try
        {
            foreach (var (name, field) in Known[scope])
            {
                if (json.ValueTextEquals(name))
                {
                    return field;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is the name of none.
        }

        return JsonField.None;
    }

    /// <summary>The name of a member as it stands in a file.</summary>
    public static string NameOf(JsonField field)
        => Encoding.UTF8.GetString(Known.Values.SelectMany(members => members).First(member => member.Field == field).Name);
}
