using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Health;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Health_WithoutSampler_IsDegraded_WithOne_IsOk()
    {
        await using var server = await TestServer.StartAsync(_directory);
        var without = await server.GetAsync<HealthResource>("health");
        await using var sampler = await server.ConnectSamplerAsync();
        var with = await server.GetAsync<HealthResource>("health");

        Assert.Equal(("degraded", "degraded", "ok"), (without.Status, without.Sampler.Status, without.Database.Status));
        Assert.Equal(("ok", "ok", "ok"), (with.Status, with.Sampler.Status, with.Database.Status));
    }
}
