using Damon.Fuzz.Engine;
using Damon.Server.History;
using Damon.Server.Imports;
using Damon.Server.Imports.Formats;

namespace Damon.Fuzz.Records;

/// <summary>Files to import: read as the server reads them, twice, down to what would be stored.</summary>
internal static class RecordTargets
{
    private static readonly string[] Words =
    [
        "\"snapshots\": [", "\"regions\": [", "\"start\": ", "\"end\": ", "\"nr_accesses\": ", "\"age\": ", "\"samples\": ", "\"percent\": ", "\"usec\": ", "\"aggr_intervals\": ",
        "\"start_time\": ", "\"end_time\": ", "\"intervals\": ", "\"intervals_goal\": {", "\"sample_us\": ", "\"aggrs\": ", "\"target_id\": ", "null", "true", "\"max\"", "\"1 s 99 ms\"",
        "\"4,096\"", "\"1 MiB\"", "\"9 d \"", "\"\\ud800\"", "\"\\u0000\"", "[", "]", "{", "}", ",", "-", "%",
        "damon:damon_aggregated:", "damon_monitor_intervals_tune:", "damos_before_apply:", " target_id=", " nr_regions=", "None", " 4096-8192: ", "sample_us=", "\n", "\r\n",
        "damon_recfmt_ver", "\u00ef\u00bb\u00bf",
    ];

    public static IFuzzTarget Of(string name, string what) => new FuzzTarget<RecordFaultException>(name, what, Read, Words, enough: 2_500);

    private static string Read(byte[] file) => ReadAsync(file).GetAwaiter().GetResult();

    private static async Task<string> ReadAsync(byte[] bytes)
    {
        var file = await RecordFile.OpenAsync(new MemoryStream(bytes), CancellationToken.None);
        var survey = new RecordSurvey();
        await foreach (var part in file.ReadAsync(CancellationToken.None))
        {
            survey.Take(part);
        }

        survey.End();
        var attributes = ImportedAttributes.Of(survey.Records);
        _ = ImportNotes.Of(file.Name, 0, survey.Records, attributes);
        var targets = ImportedTargets.Of(survey.Records);
        var makers = survey.Records.Select(static (record, index) => new SnapshotMaker(record, index)).ToArray();
        var lastStart = new long[makers.Length];
        var regions = 0L;
        await foreach (var part in file.ReadAsync(CancellationToken.None))
        {
            if (part is RecordedSnapshot told && makers[told.Record].Make(told) is { } snapshot)
            {
                var stored = StoredSnapshot.Of(1, snapshot);
                var again = stored.ToSnapshot();
                if (again.EndUs <= again.StartUs || again.StartUs < lastStart[told.Record] || again.Regions.Length != snapshot.Regions.Length)
                {
                    throw new InvalidOperationException($"Snapshot {again.Seq} is stored from {again.StartUs} to {again.EndUs}, after one from {lastStart[told.Record]} on.");
                }

                lastStart[told.Record] = again.StartUs;
                regions += again.Regions.Length;
            }
        }

        return $"{file.Name} {Math.Min(targets.Count, 2)} {Math.Min(regions, 2)} {attributes.IntervalsGoal is null}";
    }
}
