using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Server.History;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Imports;

/// <summary>Calls of the import, and looks at what is stored.</summary>
internal static class ImportCalls
{
    /// <summary>Sends a file as the body.</summary>
    public static Task<HttpResponseMessage> SendAsync(this TestServer server, byte[] file, string query = "")
        => server.Api.PostAsync("sessions/import" + query, new ByteArrayContent(file), TestContext.Current.CancellationToken);

    /// <summary>Sends a file as that of a form.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(this TestServer server, byte[] file, string fileName)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("not the file"), "other");
        form.Add(new ByteArrayContent(file), "file", fileName);
        return await server.Api.PostAsync("sessions/import", form, TestContext.Current.CancellationToken);
    }

    /// <summary>Imports a file and answers the session.</summary>
    public static async Task<SessionResource> ImportAsync(this TestServer server, byte[] file, string query = "")
    {
        using var response = await server.SendAsync(file, query);
        return await ReadAsync(response);
    }

    /// <summary>The session that an answer tells.</summary>
    public static async Task<SessionResource> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == 201, text);
        var session = JsonSerializer.Deserialize<SessionResource>(text, ContractJson.Options)!;
        Assert.Equal($"/api/v1/sessions/{session.Id}", response.Headers.Location?.ToString());
        return session;
    }

    /// <summary>All snapshots of a session.</summary>
    public static async Task<SnapshotPage> SnapshotsAsync(this TestServer server, string session)
        => await server.GetAsync<SnapshotPage>($"sessions/{session}/snapshots?limit=1000");

    /// <summary>The sessions in the store, whoever may see them.</summary>
    public static IReadOnlyList<StoredSession> Stored(this TestServer server) => server.Services.GetRequiredService<IHistoryReader>().Sessions();

    /// <summary>JSON of a record of many snapshots.</summary>
    public static byte[] Long(int snapshots, int regions = 3)
    {
        var text = string.Join(',', Enumerable.Range(1, regions).Select(i => RecordBytes.Region((ulong)i << 20, ((ulong)i << 20) + 4_096, """{ "samples": 1, "percent": 5 }""")));
        return RecordBytes.Of("[{ \"target_id\": 1, \"snapshots\": [" + string.Join(',', Enumerable.Range(1, snapshots).Select(
            i => $$"""{ "start_time": {{i}}00000000, "end_time": {{i + 1}}00000000, "regions": [{{text}}] }""")) + "] }]");
    }
}
