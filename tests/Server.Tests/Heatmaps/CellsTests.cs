using System.Net;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Binning;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Heatmaps;

public sealed class CellsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Cells_OfTwoBands_AreTheHeatmapsOfBoth()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x1000, 0x3000, 5, 0), new(0x3000, 0x5000, 0, 0), new(0x9000, 0xa000, 20, 0)));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(2, 0, new RegionSample(0x1000, 0x5000, 10, 0)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var cells = PackedCells.TryRead(await server.Api.GetByteArrayAsync(
            new Uri($"sessions/{session.Id}/cells?columns=3&bands=0x1000-0x5000~2,0x9000-0xa000~1", UriKind.Relative), TestContext.Current.CancellationToken))!;

        Assert.Equal((3, 3), (cells.Columns, cells.Rows));
        Assert.Equal([25f, 0f, 100f], Column(cells, 0));
        Assert.Equal([float.NaN, float.NaN, float.NaN], Column(cells, 1));
        Assert.Equal([50f, 50f, float.NaN], Column(cells, 2));
        var one = await server.GetAsync<HeatmapResource>($"sessions/{session.Id}/heatmap?columns=3&rows=2&start=0x1000&end=0x5000");
        Assert.Equal([[25, null, 50], [0, null, 50]], one.Cells);
    }

    [Fact]
    public async Task Cells_WithOverview_AreBothPicturesAsAskedForAlone()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x1000, 0x3000, 5, 0), new(0x3000, 0x5000, 0, 0), new(0x9000, 0xa000, 20, 0)));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(2, 0, new RegionSample(0x1000, 0x5000, 10, 0)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var zoomed = await BytesAsync("columns=2&from=1150000&to=1250000&bands=0x2000-0x4000~2");
        var whole = await BytesAsync("columns=3&bands=0x1000-0x5000~1,0x9000-0xa000~1");
        var both = await BytesAsync("columns=2&from=1150000&to=1250000&bands=0x2000-0x4000~2&overviewColumns=3&overviewBands=0x1000-0x5000~1,0x9000-0xa000~1");

        Assert.Equal(zoomed.Concat(whole), both);
        Assert.Equal([(2, 2), (3, 2)], PackedCells.TryReadAll(both)!.Select(cells => (cells.Columns, cells.Rows)));
        Assert.Equal([float.NaN, float.NaN], Column(PackedCells.TryReadAll(both)![0], 0));
        Assert.Equal([12.5f, 100f], Column(PackedCells.TryReadAll(both)![1], 0));

        Task<byte[]> BytesAsync(string query)
            => server.Api.GetByteArrayAsync(new Uri($"sessions/{session.Id}/cells?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("touched", CellMeasure.Touched, new[] { 100f, 25f, float.NaN, 0f })]
    [InlineData("idle", CellMeasure.Idle, new[] { 0f, 0f, float.NaN, 1f })]
    public async Task Cells_OfAnotherValue_TellIt(string value, CellMeasure measure, float[] expected)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var bytes = await server.Api.GetByteArrayAsync(
            new Uri($"sessions/{session.Id}/cells?columns=1&value={value}&bands=0x10000-0x12000~1,0x12000-0x16000~1,0x16000-0x18000~1,0x18000-0x1a000~1", UriKind.Relative), TestContext.Current.CancellationToken);
        var values = new float[4];
        PackedCells.TryRead(bytes)!.Read(0, values, measure);

        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 0.001f));
    }

    [Fact]
    public async Task Cells_OfAnUnknownValue_AreRefusedByName()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        using var answer = await server.Api.GetAsync(new Uri($"sessions/{session.Id}/cells?value=1&bands=0x1000-0x5000~2", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Give rate, touched or idle.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_OfNoSession_Are404()
    {
        var server = shared.Server;

        using var answer = await server.Api.GetAsync(new Uri("sessions/none/cells?bands=0x1000-0x5000~2", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static float[] Column(PackedCells cells, int column)
    {
        var values = new float[cells.Rows];
        cells.Read(column, values);
        return values;
    }
}
