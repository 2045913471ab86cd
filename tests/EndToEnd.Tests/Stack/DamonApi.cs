using System.Net.Http.Headers;
using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>The REST interface, as any other program would call it.</summary>
internal sealed class DamonApi : IDisposable
{
    private readonly HttpClient _client;

    public DamonApi(Uri address, string? token)
    {
        _client = new HttpClient { BaseAddress = new Uri(address, "api/v1/") };
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> PostSessionAsync(object body) => _client.PostAsJsonAsync("sessions", body, ContractJson.Options, Cancel);

    public Task<HttpResponseMessage> PostStopAsync(string id) => _client.PostAsync(new Uri($"sessions/{id}/stop", UriKind.Relative), null, Cancel);

    /// <summary>Starts a session, which must succeed.</summary>
    public async Task<SessionResource> StartAsync(CreateSessionRequest request)
    {
        using var response = await PostSessionAsync(request);
        return await ReadAsync<SessionResource>(response);
    }

    public Task<SessionResource> StartAsync(int pid, AttributesRequest? attributes = null) =>
        StartAsync(new CreateSessionRequest { Targets = [new TargetRequest(pid)], Attributes = attributes });

    /// <summary>Stops a session, which must succeed.</summary>
    public async Task<SessionResource> StopAsync(string id)
    {
        using var response = await PostStopAsync(id);
        return await ReadAsync<SessionResource>(response);
    }

    /// <summary>Whether a lens is open in a session.</summary>
    public async Task<bool> HasLensAsync(string id)
    {
        using var response = await _client.GetAsync(new Uri($"sessions/{id}/lens", UriKind.Relative), Cancel);
        return response.IsSuccessStatusCode;
    }

    public Task<SessionResource> SessionAsync(string id) => GetAsync<SessionResource>($"sessions/{id}");

    public Task<SessionResource[]> SessionsAsync() => GetAsync<SessionResource[]>("sessions");

    public Task<ProcessResource[]> ProcessesAsync(string search) => GetAsync<ProcessResource[]>($"processes?search={Uri.EscapeDataString(search)}");

    public Task<HealthResource> HealthAsync() => GetAsync<HealthResource>("/health");

    public Task<SamplerResource[]> SamplersAsync() => GetAsync<SamplerResource[]>("samplers");

    /// <summary>What there is to scrape, in the text form of Prometheus.</summary>
    public Task<string> MetricsAsync() => _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel);

    /// <summary>The whole history of a session's first target.</summary>
    public async Task<IReadOnlyList<Snapshot>> SnapshotsAsync(string id)
    {
        var all = new List<Snapshot>();
        string? next = null;
        do
        {
            var page = await GetAsync<SnapshotPage>($"sessions/{id}/snapshots?target=0&limit=500" + (next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}"));
            all.AddRange(page.Snapshots);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }

    public Task WaitForSnapshotsAsync(string id, long count) => Wait.UntilAsync($"{count} snapshots of the session are stored",
        async () => (await SessionAsync(id)).SnapshotCount >= count);

    /// <summary>Waits until so many more are stored than are now.</summary>
    public async Task WaitForMoreSnapshotsAsync(string id, long more) => await WaitForSnapshotsAsync(id, (await SessionAsync(id)).SnapshotCount + more);

    /// <summary>Waits for the end of a session, however it comes, and answers it.</summary>
    public async Task<SessionResource> WaitForEndAsync(string id)
    {
        await Wait.UntilAsync("the session has ended", async () =>
            (await SessionAsync(id)).State is SessionState.Stopped or SessionState.Failed or SessionState.Interrupted);
        return await SessionAsync(id);
    }

    /// <summary>A file of what is recorded.</summary>
    public Task<byte[]> FileAsync(string id, string format) => _client.GetByteArrayAsync(new Uri($"sessions/{id}/export?format={format}", UriKind.Relative), Cancel);

    /// <summary>Sends a record to import.</summary>
    public Task<HttpResponseMessage> PostImportAsync(byte[] file) => _client.PostAsync(new Uri("sessions/import", UriKind.Relative), new ByteArrayContent(file), Cancel);

    /// <summary>Deletes a session, which must succeed.</summary>
    public async Task DeleteAsync(string id)
    {
        using var response = await _client.DeleteAsync(new Uri($"sessions/{id}", UriKind.Relative), Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}");
    }

    public void Dispose() => _client.Dispose();

    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return await ReadAsync<T>(response);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, Cancel))!;
    }
}
