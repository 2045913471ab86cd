using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;
using Damon.Server.WorkingSets;

namespace Damon.Server.Tests.WorkingSets;

public sealed class WorkingSetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Of_HundredAndOneSizes_HasTheNearestRanks()
    {
        var figures = WorkingSetFigures.Of([.. Enumerable.Range(0, 101).Reverse().Select(size => new WorkingSetPoint(size, size, null, 1))]);

        Assert.Equal(Enumerable.Range(0, 20).Select(step => step * 5L).Append(100L), figures.Percentiles);
        Assert.Equal(50, figures.Mean);
    }

    [Fact]
    public void Of_Nothing_IsEmpty()
    {
        var figures = WorkingSetFigures.Of([]);

        Assert.Empty(figures.Percentiles);
        Assert.Empty(figures.Series);
    }

    [Theory]
    [InlineData("", 0x2000, 0x3000)]
    [InlineData("?minNrAccesses=11", 0, 0x3000)]
    [InlineData("?minNrAccesses=0", 0x4000, 0x3000)]
    public async Task WorkingSet_OfASession_SumsRegionsWithEnoughAccesses(string query, long first, long second)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(1, 0, new Damon.Contracts.Monitoring.RegionSample(0x1000, 0x4000, 20, 1)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var figures = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset{query}");

        Assert.Equal([new WorkingSetPoint(1_100_000, first, 8_192, 2), new WorkingSetPoint(1_200_000, second, 8_192, 1)], figures.Series);
        Assert.Equal(21, figures.Percentiles.Count);
        Assert.Equal((first + second) / 2.0, figures.Mean);
    }
}
