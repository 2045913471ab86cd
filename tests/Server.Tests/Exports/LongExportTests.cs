using System.Text;
using Damon.Contracts.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>What happens to a session while it is exported: the file is larger than all buffers between server and client.</summary>
public sealed class LongExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Snapshots = 60;

    [Fact]
    public async Task Export_SessionIsDeletedMeanwhile_EndsAsAFailureAndNotAsAWholeFile()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await StartAsync(server, sampler);
        using var stop = await server.PostAsync($"sessions/{id}/stop");
        using var response = await BeginAsync(server, id);

        using var deleted = await server.Api.DeleteAsync($"sessions/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)deleted.StatusCode);
        sampler.Started.Clear();

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_MoreIsStoredMeanwhile_EndsWithWhatWasThere()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await StartAsync(server, sampler);
        await server.WaitForAsync(id, session => session.SnapshotCount == Snapshots);
        using var response = await BeginAsync(server, id);

        await sampler.PushAsync(id, FakeSampler.Snapshot(Snapshots));
        await server.WaitForAsync(id, session => session.SnapshotCount == Snapshots + 1);

        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"\n0,100,{Snapshots - 1},", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"\n0,100,{Snapshots},", text, StringComparison.Ordinal);
    }

    private static async Task<string> StartAsync(TestServer server, FakeSampler sampler)
    {
        var id = await ExportRecording.StartAsync(server, sampler, 100);
        var regions = Enumerable.Range(1, 10_000).Select(i => new RegionSample((ulong)i << 30, ((ulong)i << 30) + 0x1000, i % 21, i)).ToArray();
        for (var seq = 0; seq < Snapshots; seq++)
        {
            await sampler.PushAsync(id, FakeSampler.Snapshot(seq, 0, regions));
        }

        return id;
    }

    private static async Task<HttpResponseMessage> BeginAsync(TestServer server, string id)
    {
        var response = await server.Api.GetAsync($"sessions/{id}/export?format=csv", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return response;
    }
}
