using Damon.Contracts.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>A session that is deleted while it is exported.</summary>
public sealed class DeletedExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Export_SessionIsDeletedMeanwhile_EndsAsAFailureAndNotAsAWholeFile()
    {
        // More than all buffers between server and client take.
        var (server, sampler) = await shared.BeginAsync();
        var regions = Enumerable.Range(1, 10_000).Select(i => new RegionSample((ulong)i << 30, ((ulong)i << 30) + 0x1000, i % 21, i)).ToArray();
        var id = await ExportRecording.RecordAsync(server, sampler, Enumerable.Range(0, 60).Select(seq => FakeSampler.Snapshot(seq, 0, regions)));
        using var response = await server.Api.GetAsync($"sessions/{id}/export?format=csv", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);

        using var deleted = await server.Api.DeleteAsync($"sessions/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)deleted.StatusCode);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        });
    }
}
