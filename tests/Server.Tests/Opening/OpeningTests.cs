using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Opening;

public sealed class OpeningTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Opening_WithoutTime_IsTheWholeRecording()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler);

        var opening = await server.GetAsync<OpeningResource>($"sessions/{id}/opening");

        Assert.Equal(0, opening.Target);
        Assert.Equal([new AreaResource(0x1000, 0x5000), new AreaResource(0x9000, 0xa000)], opening.Areas);
        Assert.Equal((0L, 3L), (opening.First!.Seq, opening.Current!.Seq));
        Assert.Equal(FakeSampler.Snapshot(0).Regions, opening.First.Regions);
        Assert.Equal("/at/1350000", Assert.Single(opening.Mappings).Name);
        Assert.Equal("/at/900000", Assert.Single(opening.EarlierMappings).Name);
        Assert.Null(opening.NewestMappings);
    }

    [Fact]
    public async Task Opening_OfAPartOfTime_HasItsMappingsAndWorkingSetButAllAreas()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler);

        var opening = await server.GetAsync<OpeningResource>($"sessions/{id}/opening?target=0&from=1100000&to=1300000&at=1250000&points=10");

        Assert.Equal([new AreaResource(0x1000, 0x5000), new AreaResource(0x9000, 0xa000)], opening.Areas);
        Assert.Equal((0L, 2L), (opening.First!.Seq, opening.Current!.Seq));
        Assert.Equal("/at/1050000", Assert.Single(opening.Mappings).Name);
        Assert.Equal("/at/1050000", Assert.Single(opening.EarlierMappings).Name);
        Assert.Equal("/at/1350000", Assert.Single(opening.NewestMappings!).Name);
        Assert.Equal([1_200_000L, 1_300_000L], opening.WorkingSet.Series.Select(point => point.Us));
    }

    [Fact]
    public async Task Opening_OfEstimatedSnapshots_TellsTouchedBytesAndCertainty()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var opening = await server.GetAsync<OpeningResource>($"sessions/{session.Id}/opening");

        Assert.Equal((0x3000L, 1_579L), Assert.Single(opening.WorkingSet.Series) is var point ? (point.Bytes, point.Error) : default);
        Assert.Equal(FakeSampler.Estimated(0).Touched!, opening.Current!.Touched!);
        Assert.Equal(FakeSampler.Estimated(0).SinceUs!, opening.Current.SinceUs!);
    }

    [Theory]
    [InlineData("", "?points=600")]
    [InlineData("?points=2", "?points=2")]
    [InlineData("?from=1150000&points=1", "?from=1150000&points=1")]
    public async Task Opening_WorkingSet_IsThatOfItsOwnCall(string query, string own)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler);

        var opening = await server.GetAsync<JsonElement>($"sessions/{id}/opening{query}");
        var figures = await server.GetAsync<JsonElement>($"sessions/{id}/workingset{own}");

        Assert.Equal(figures.GetRawText(), opening.GetProperty("workingSet").GetRawText());
    }

    [Theory]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_001, 0L)]
    [InlineData(1_100_000, 0L)]
    [InlineData(1_100_001, 1L)]
    [InlineData(9_000_000, 3L)]
    public async Task Opening_AtAMoment_HasTheLastSnapshotThatStartsBeforeIt(long at, long? seq)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler);

        Assert.Equal(seq, (await server.GetAsync<OpeningResource>($"sessions/{id}/opening?at={at}")).Current?.Seq);
    }

    [Fact]
    public async Task Opening_NothingRecorded_IsEmpty()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        var opening = await server.GetAsync<JsonElement>($"sessions/{session.Id}/opening");

        Assert.Equal(
            """{"target":0,"areas":[],"mappings":[],"earlierMappings":[],"newestMappings":null,"first":null,"current":null,"workingSet":{"percentiles":[],"mean":0,"series":[],"error":null,"percentileErrors":[]}}""",
            opening.GetRawText());
    }

    /// <summary>Four snapshots from 1.0 s on, mappings before, in and after the first and in the last.</summary>
    private static async Task<string> RecordAsync(TestServer server, FakeSampler sampler)
    {
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, [0, 1, 2]);
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(3, 0, new(0x1000, 0x2000, 1, 1), new(0x9000, 0xa000, 0, 0)));
        foreach (var at in new[] { 900_000L, 1_050_000L, 1_350_000L })
        {
            await sampler.PushAsync(session.Id, new MappingSet { AtUs = at, Mappings = [new Mapping(0, 0x1000, "r--p", $"/at/{at}", MappingKind.File)] });
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        return session.Id;
    }
}
