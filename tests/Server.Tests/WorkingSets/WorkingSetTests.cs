using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.WorkingSets;

public sealed class WorkingSetTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("", 0x2000, 0x3000)]
    [InlineData("?minNrAccesses=11", 0, 0x3000)]
    [InlineData("?minNrAccesses=0", 0x4000, 0x3000)]
    public async Task WorkingSet_OfASession_SumsRegionsWithEnoughAccesses(string query, long first, long second)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(1, 0, new RegionSample(0x1000, 0x4000, 20, 1)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var figures = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset{query}");

        var figure = new WorkingSetPoint(0, 0, 8_192, 0) { SamplingUs = 5_000, AggregationUs = 100_000 };
        Assert.Equal(
            [figure with { Us = 1_100_000, Bytes = first, Regions = 2 }, figure with { Us = 1_200_000, Bytes = second, Regions = 1, SamplerCpuUs = 1_000 }],
            figures.Series);
        Assert.Equal(21, figures.Percentiles.Count);
        Assert.Equal((first + second) / 2.0, figures.Mean);
    }

    [Theory]
    [InlineData("", 0x3000, 1_579)]
    [InlineData("?definition=touched&minNrAccesses=1", 0x3000, 1_579)]
    [InlineData("?definition=regions", 0x6000, null)]
    [InlineData("?definition=regions&minNrAccesses=6", 0x2000, null)]
    [InlineData("?minNrAccesses=6", 0x2000, null)]
    public async Task WorkingSet_OfEstimatedSnapshots_IsWhatWasTouchedUnlessRegionsAreWanted(string query, int bytes, int? error)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(1));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var figures = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset{query}");
        var one = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset{query}{(query.Length == 0 ? '?' : '&')}points=1");

        Assert.All(figures.Series.Concat(one.Series), point => Assert.Equal((bytes, error), (point.Bytes, point.Error)));
        Assert.All(figures.Percentiles, size => Assert.Equal(bytes, size));
        Assert.All(figures.PercentileErrors, known => Assert.Equal(error, known));
        Assert.Equal((21, (double)bytes, (double?)error), (figures.PercentileErrors.Count, figures.Mean, figures.Error));
    }

    [Theory]
    [InlineData("definition=pages", "definition")]
    [InlineData("definition=touched&minNrAccesses=3", "minNrAccesses")]
    public async Task WorkingSet_OfAnotherDefinition_IsRefused(string query, string field)
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        using var answer = await server.Api.GetAsync($"sessions/{session.Id}/workingset?{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(answer, 400, field);
    }

    [Fact]
    public async Task WorkingSet_WithPoints_ThinsTheSeriesButNotThePercentiles()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        for (var seq = 0; seq < 5; seq++)
        {
            await sampler.PushAsync(session.Id, FakeSampler.Snapshot(seq, 0, new RegionSample(0x1000, 0x1000 + ((ulong)(seq + 1) << 12), 20, 1)));
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var all = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset");
        var thin = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset?points=2");
        var inRegions = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset?points=2&minNrAccesses=20");
        var enough = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset?points=5000");

        Assert.Equal(all.Percentiles, thin.Percentiles);
        Assert.Equal((0x1000L, 0x5000L, 0x3000), (thin.Percentiles[0], thin.Percentiles[^1], thin.Mean));
        Assert.Equal(
            [
                new WorkingSetPoint(1_300_000, 0x2000, 8_192, 1) { LowBytes = 0x1000, HighBytes = 0x3000, SamplingUs = 5_000, AggregationUs = 100_000, SamplerCpuUs = 2_000 },
                new WorkingSetPoint(1_500_000, 0x4800, 8_192, 1) { LowBytes = 0x4000, HighBytes = 0x5000, SamplingUs = 5_000, AggregationUs = 100_000, SamplerCpuUs = 4_000 },
            ],
            thin.Series);
        Assert.Equal(thin.Series, inRegions.Series);
        Assert.Equal(all.Series, enough.Series);
    }

    [Theory]
    [InlineData("from=1200000&to=1300000", 1)]
    [InlineData("from=1199999&to=1300001", 3)]
    [InlineData("from=1250000", 3)]
    [InlineData("to=1100000", 1)]
    [InlineData("from=9000000", 0)]
    public async Task WorkingSet_OfATime_CountsTheSnapshotsThatTheHeatmapDraws(string query, int snapshots)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        for (var seq = 0; seq < 5; seq++)
        {
            // Each has a row of its own, so that the heatmap shows which ones it has taken.
            await sampler.PushAsync(session.Id, FakeSampler.Snapshot(seq, 0, new RegionSample((ulong)seq << 12, (ulong)(seq + 1) << 12, 20, 1)));
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var figures = await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset?points=5000&{query}");
        var heatmap = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?start=0x0&end=0x5000&rows=5&columns=1&{query}");

        Assert.Equal(snapshots, figures.Series.Count);
        Assert.Equal(snapshots, heatmap.Cells.Count(row => row[0] is not null));
    }
}
