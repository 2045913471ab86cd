using System.Text.Json;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Heatmaps;

public sealed class HeatmapTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Heatmap_ByDefault_ShowsTheMostAccessedAreaOverTheWholeSession()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        // A large cold area, and above a gap a small one, hot in its upper half from the second snapshot on.
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x100000, 0x900000, 0, 0), new(0x7f0000000000, 0x7f0000004000, 0, 0)));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(1, 0, new(0x100000, 0x900000, 0, 1), new(0x7f0000000000, 0x7f0000002000, 0, 0), new(0x7f0000002000, 0x7f0000004000, 20, 0)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var map = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=2&rows=2");

        Assert.Equal((1_000_000L, 1_200_000L, 2, 2), (map.FromUs, map.ToUs, map.Columns, map.Rows));
        Assert.Equal((0x7f0000000000UL, 0x7f0000004000UL), (map.Start, map.End));
        Assert.Equal([[0, 0], [0, 100]], map.Cells);
        Assert.Equal(("percentOfSamples", 100.0), (map.Unit, map.Max));
        Assert.Equal([new AreaResource(0x100000, 0x900000), new AreaResource(0x7f0000000000, 0x7f0000004000)], map.Areas);
    }

    [Fact]
    public async Task Heatmap_OverAHoleInTime_IsUnknownThere()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, [0, 2]);
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var map = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=3&rows=2&start=0x1000&end=0x5000");
        var zoomed = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=1&rows=1&from=1100000&to=1200000&start=0x1000&end=0x5000");

        Assert.Equal([[50, null, 50], [0, null, 0]], map.Cells);
        Assert.Equal([new AreaResource(0x1000, 0x5000)], map.Areas);
        Assert.Equal([[null]], zoomed.Cells);
        Assert.Empty(zoomed.Areas);
    }

    [Fact]
    public async Task Heatmap_UnknownSamples_AreLeftOut()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x1000, 0x2000, 5, 0), new(0x2000, 0x3000, 0, 0)) with { Unknown = [10, 20] });
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var map = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=1&rows=2");

        Assert.Equal([[50], [null]], map.Cells);
    }

    [Fact]
    public async Task Heatmap_OfEstimatedSnapshots_CarriesOverWhatWasNotSampledAndLeavesTheUnknownOpen()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var map = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=1&rows=5");

        Assert.Equal([[50], [25], [25], [null], [0]], map.Cells);
    }

    [Fact]
    public async Task Heatmap_NothingRecorded_IsAllUnknown()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        var map = await server.GetAsync<JsonElement>($"sessions/{session.Id}/heatmap?columns=2&rows=1");

        Assert.Equal("[[null,null]]", map.GetProperty("cells").GetRawText());
        Assert.Equal("[]", map.GetProperty("areas").GetRawText());
        Assert.Equal(0, map.GetProperty("max").GetDouble());
    }

    [Fact]
    public async Task Heatmap_StartGivenAlone_ReachesToTheEndOfItsArea()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x1000, 0x5000, 20, 0), new(0x9000, 0xa000, 1, 0)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var map = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?start=0x9000");
        var below = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?end=0x3000");

        Assert.Equal((0x9000UL, 0xa000UL), (map.Start, map.End));
        Assert.Equal((0x1000UL, 0x3000UL), (below.Start, below.End));
    }
}
