using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>Recordings to export, and how the files are read.</summary>
internal static class ExportRecording
{
    /// <summary>Two targets; the first has two snapshots, the second of them with unknown samples and other mappings.</summary>
    public static async Task<string> RecordAsync(TestServer server, FakeSampler sampler)
    {
        var id = await StartAsync(server, sampler, 100, 200);
        await sampler.PushAsync(id, new MappingSet { AtUs = 1, Mappings = [new(0x1000, 0x3000, "rw-p", "[heap]", MappingKind.Heap), new(0x3000, 0x4000, "rw-p", "", MappingKind.Anonymous)] });
        await sampler.PushAsync(id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 1));
        await sampler.PushAsync(id, new MappingSet { AtUs = 1_150_000, Mappings = [new(0x2000, 0x3000, "rw-p", "=cmd|\"a,b\"", MappingKind.File)] });
        await sampler.PushAsync(id, FakeSampler.Snapshot(1, 0, new(0x1000, 0x3000, 5, 2), new(0x3000, 0x4000, 0, 8), new(0x7fff_0000_0000, 0x7fff_0000_1000, 20, 9)) with { Unknown = [5, 20, 0] });
        using var stop = await server.PostAsync($"sessions/{id}/stop");
        return id;
    }

    /// <summary>A stopped session of one target.</summary>
    public static async Task<string> RecordAsync(TestServer server, FakeSampler sampler, params IEnumerable<Snapshot> snapshots)
    {
        var id = await StartAsync(server, sampler, 100);
        foreach (var snapshot in snapshots)
        {
            await sampler.PushAsync(id, snapshot);
        }

        using var stop = await server.PostAsync($"sessions/{id}/stop");
        return id;
    }

    /// <summary>A running session.</summary>
    public static async Task<string> StartAsync(TestServer server, FakeSampler sampler, params int[] pids)
    {
        using var response = await server.PostAsync("sessions", new { targets = pids.Select(pid => new { pid }) });
        Assert.Equal(201, (int)response.StatusCode);
        return sampler.Started[^1].SessionId;
    }

    /// <summary>The answer to an export that has to succeed.</summary>
    public static async Task<HttpResponseMessage> GetAsync(TestServer server, string id, string query)
    {
        var response = await server.Api.GetAsync($"sessions/{id}/export?{query}", TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response;
    }

    /// <summary>Its file.</summary>
    public static async Task<byte[]> BytesAsync(TestServer server, string id, string query)
    {
        using var response = await GetAsync(server, id, query);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Its lines without the head, as cells.</summary>
    public static async Task<string[][]> LinesAsync(TestServer server, string id, string query)
        => [.. Encoding.UTF8.GetString(await BytesAsync(server, id, "format=csv&" + query)).Split('\n')[1..^1].Select(line => line.Split(','))];

    /// <summary>Its records of damo.</summary>
    public static async Task<JsonElement[]> RecordsAsync(TestServer server, string id, string query = "")
        => [.. JsonDocument.Parse(Inflate(await BytesAsync(server, id, "format=damo&" + query))).RootElement.EnumerateArray()];

    /// <summary>The text of a file packed with zlib.</summary>
    public static string Inflate(byte[] packed)
    {
        using var text = new StreamReader(new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
