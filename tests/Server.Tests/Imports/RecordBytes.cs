using System.IO.Compression;
using System.Text;
using Damon.Server.Imports;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

/// <summary>Files to import, and what is read of them.</summary>
internal static class RecordBytes
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Zlib(string text) => Pack(Of(text), static inner => new ZLibStream(inner, CompressionLevel.Fastest));

    public static byte[] Gzip(string text) => Pack(Of(text), static inner => new GZipStream(inner, CompressionLevel.Fastest));

    /// <summary>JSON of one record with one snapshot.</summary>
    public static string Record(string regions, string times = "\"start_time\": 1000000000, \"end_time\": 1100000000", string head = "\"target_id\": 7")
        => $$"""[{ {{head}}, "snapshots": [{ {{times}}, "regions": [{{regions}}] }] }]""";

    /// <summary>JSON of a region.</summary>
    public static string Region(ulong start, ulong end, string accesses, string age = """{ "usec": null, "aggr_intervals": null }""")
        => $$"""{ "start": {{start}}, "end": {{end}}, "nr_accesses": {{accesses}}, "age": {{age}} }""";

    /// <summary>Everything a file tells.</summary>
    public static async Task<List<RecordPart>> ReadAsync(byte[] file)
    {
        var parts = new List<RecordPart>();
        var opened = await RecordFile.OpenAsync(new MemoryStream(file), TestContext.Current.CancellationToken);
        await foreach (var part in opened.ReadAsync(TestContext.Current.CancellationToken))
        {
            parts.Add(part);
        }

        return parts;
    }

    public static Task<List<RecordPart>> ReadAsync(string text) => ReadAsync(Of(text));

    /// <summary>The sentence with which a file is refused.</summary>
    public static async Task<string> FaultAsync(byte[] file)
    {
        var survey = new RecordSurvey();
        var fault = await Assert.ThrowsAsync<RecordFaultException>(async () =>
        {
            foreach (var part in await ReadAsync(file))
            {
                survey.Take(part);
            }

            survey.End();
        });
        return fault.Message;
    }

    public static Task<string> FaultAsync(string text) => FaultAsync(Of(text));

    private static byte[] Pack(byte[] content, Func<Stream, Stream> packing)
    {
        using var packed = new MemoryStream();
        using (var stream = packing(packed))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
