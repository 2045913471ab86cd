using Damon.Contracts.Monitoring;
using Damon.Server.Exports;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>Selections of which nothing, or too little for damo, is left.</summary>
public sealed class EmptyExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("csv", "from=99000000", "Widen its time")]
    [InlineData("json", "to=5", "Widen its time")]
    [InlineData("parquet", "start=0x6000&end=0x7000", "Widen its time")]
    [InlineData("damo", "from=99000000", "Widen its time")]
    [InlineData("damoZip", "start=0x6000&end=0x7000", "Widen its time")]
    [InlineData("csv", "target=1&from=1100000", "another target")]
    [InlineData("damo", "target=0&from=1100000&start=0x3000&end=0x4000", "could be observed")]
    [InlineData("damoZip", "target=0&from=1100000&start=0x3000&end=0x4000", "could be observed")]
    public async Task Export_OfASelectionWithoutARegion_IsNotFoundWithARemedy(string format, string query, string words)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await server.Api.GetAsync($"sessions/{id}/export?format={format}&{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfUnobservedRegions_IsThereInFormatsThatTellThem()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        var line = Assert.Single(await ExportRecording.LinesAsync(server, id, "target=0&from=1100000&start=0x3000&end=0x4000"));

        Assert.Equal(("20", ""), (line[10], line[11]));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("damo")]
    public async Task Export_BeforeAnythingIsStored_IsNotFound(string format)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.StartAsync(server, sampler, 100);

        using var response = await server.Api.GetAsync($"sessions/{id}/export?format={format}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404);
        Assert.Contains("stored yet", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("damo", 20, "", "Target 0 has 20 snapshots; damo's reports leave out the first 20")]
    [InlineData("damoZip", 1, "", "Target 0 has 1 snapshots; damo's reports")]
    [InlineData("damo", 21, "", null)]
    [InlineData("damoZip", 21, "", null)]
    [InlineData("damo", 30, "from=2500000", "Target 0 has 15 snapshots;")]
    [InlineData("csv", 1, "", null)]
    [InlineData("parquet", 1, "", null)]
    public async Task Export_OfFewSnapshots_WarnsThatDamoLeavesOutTheFirst(string format, int snapshots, string query, string? warning)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, Enumerable.Range(0, snapshots).Select(seq => FakeSampler.Snapshot(seq)));

        using var response = await ExportRecording.GetAsync(server, id, $"format={format}&{query}");

        var told = response.Headers.TryGetValues(ExportEndpoints.WarningHeader, out var values) ? Assert.Single(values) : null;
        Assert.Equal(warning is null, told is null);
        Assert.StartsWith(warning ?? "", told ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfSeveralTargetsWithFewSnapshots_WarnsOfTheFirstAndTellsHowMany()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await ExportRecording.GetAsync(server, id, "format=damo");

        Assert.StartsWith("Target 0 has 2 snapshots (2 targets have too few);", Assert.Single(response.Headers.GetValues(ExportEndpoints.WarningHeader)), StringComparison.Ordinal);
    }
}
