using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

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

    [Fact]
    public async Task Health_DatabaseLockedByAnotherProgram_SaysThatNothingIsWritten_UntilItIs()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        HealthResource locked;
        Task pushed;
        using (var other = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            pushed = sampler.PushAsync(session.Id, [0]);
            do
            {
                time.Advance(TimeSpan.FromSeconds(1));
                locked = await server.GetAsync<HealthResource>("health");
            }
            while (locked.Database.Status == "ok");
        }

        await pushed;
        var free = await server.GetAsync<HealthResource>("health");
        Assert.Equal(("degraded", "degraded"), (locked.Status, locked.Database.Status));
        Assert.Contains("another program holds the database's lock", locked.Database.Detail, StringComparison.Ordinal);
        Assert.Equal("ok", free.Database.Status);
    }
}
