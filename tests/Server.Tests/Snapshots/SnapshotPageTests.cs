using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Snapshots;

public sealed class SnapshotPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Page_FollowingNext_SeesEverySnapshotOnceInTimeOrder()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler, targets: 2, count: 5);

        var seen = new List<(int, long)>();
        var pages = 0;
        for (string? cursor = ""; cursor is not null; pages++)
        {
            var page = await server.GetAsync<SnapshotPage>($"sessions/{id}/snapshots?limit=3&cursor={cursor}");
            seen.AddRange(page.Snapshots.Select(snapshot => (snapshot.Target, snapshot.Seq)));
            cursor = page.Next;
        }

        Assert.Equal(4, pages);
        Assert.Equal([(0, 0L), (1, 0L), (0, 1L), (1, 1L), (0, 2L), (1, 2L), (0, 3L), (1, 3L), (0, 4L), (1, 4L)], seen);
    }

    [Theory]
    [InlineData("target=1", new long[] { 0, 1, 2, 3, 4 })]
    [InlineData("target=0&from=1200000&to=1300000", new long[] { 2 })]
    [InlineData("target=0&from=1200001&to=1300001", new long[] { 2, 3 })]
    [InlineData("target=0&from=1970-01-01T00:00:01.3Z", new long[] { 3, 4 })]
    [InlineData("target=0&to=1970-01-01T02:00:01.1%2B02:00", new long[] { 0 })]
    [InlineData("target=0&from=99000000", new long[0])]
    public async Task Page_OfATargetAndTime_HasWhatOverlapsIt(string query, long[] seqs)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler, targets: 2, count: 5);

        var page = await server.GetAsync<SnapshotPage>($"sessions/{id}/snapshots?{query}");

        Assert.Equal(seqs, page.Snapshots.Select(snapshot => snapshot.Seq));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Page_Json_HasTheShapeOfTheContract()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await RecordAsync(server, sampler, targets: 1, count: 1);

        var page = await server.GetAsync<JsonElement>($"sessions/{id}/snapshots");

        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        var snapshot = page.GetProperty("snapshots")[0];
        Assert.Equal((0L, 1_000_000L, 1_100_000L, 20), (snapshot.GetProperty("seq").GetInt64(), snapshot.GetProperty("startUs").GetInt64(), snapshot.GetProperty("endUs").GetInt64(), snapshot.GetProperty("maxNrAccesses").GetInt32()));
        Assert.Equal("""[["0x1000","0x3000",10,1],["0x3000","0x5000",0,7]]""", snapshot.GetProperty("regions").GetRawText());
    }

    [Fact]
    public async Task Page_OfEstimatedSnapshots_HasArraysAsLongAsTheRegions()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(1));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var snapshots = (await server.GetAsync<JsonElement>($"sessions/{session.Id}/snapshots")).GetProperty("snapshots");

        var wanted = new (string Name, string Json)[]
        {
            ("unknown", "[0,0,20,0]"),
            ("samples", "[2,0,2,1]"),
            ("touched", "[1,null,null,0]"),
            ("touchedError", "[0.1579,null,null,0.1218]"),
            ("sinceUs", "[900000,400000,700000,100000]"),
        };
        Assert.Equal(wanted, wanted.Select(part => (part.Name, snapshots[0].GetProperty(part.Name).GetRawText())));
        Assert.All(wanted, part => Assert.Equal("null", snapshots[1].GetProperty(part.Name).GetRawText()));
    }

    [Fact]
    public async Task Push_TheMostRegionsASessionMayHave_IsStoredWhole()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        var regions = Enumerable.Range(1, AttributeRules.MostRegions).Select(i => new RegionSample((ulong)i << 30, ((ulong)i << 30) + 0x1000, i % 21, i)).ToArray();
        var snapshot = FakeSampler.Snapshot(0, 0, regions) with { Unknown = [.. regions.Select(region => region.NrAccesses)] };
        await sampler.PushAsync(session.Id, snapshot);
        await sampler.PushAsync(session.Id, new MappingSet
        {
            AtUs = 1,
            Mappings = [.. regions.Select(region => new Mapping(region.Start, region.End, "rw-p", "/a/rather/long/path/" + region.Start, MappingKind.File))],
        });
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var stored = Assert.Single((await server.GetAsync<SnapshotPage>($"sessions/{session.Id}/snapshots")).Snapshots);

        Assert.Equal(regions, stored.Regions);
        Assert.Equal(snapshot.Unknown, stored.Unknown);
        Assert.Equal(regions.Length, (await server.GetAsync<Mapping[]>($"sessions/{session.Id}/mappings")).Length);
    }

    [Fact]
    public async Task Mappings_AtATime_AreTheNewestNotAfterIt()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        foreach (var at in new[] { 1_000L, 2_000L, 3_000L })
        {
            await sampler.PushAsync(session.Id, new MappingSet { AtUs = at, Mappings = [new Mapping(0, 0x1000, "r--p", $"/at/{at}", MappingKind.File)] });
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        Assert.Equal("/at/1000", await NameAsync("?at=10"));
        Assert.Equal("/at/1000", await NameAsync("?at=1999"));
        Assert.Equal("/at/2000", await NameAsync("?at=2000"));
        Assert.Equal("/at/3000", await NameAsync(""));

        async Task<string> NameAsync(string query)
            => Assert.Single(await server.GetAsync<Mapping[]>($"sessions/{session.Id}/mappings{query}")).Name;
    }

    private static async Task<string> RecordAsync(TestServer server, FakeSampler sampler, int targets, int count)
    {
        using var response = await server.PostAsync("sessions", new { targets = Enumerable.Range(1, targets).Select(pid => new { pid }) });
        var id = Assert.Single(sampler.Started).SessionId;
        for (var seq = 0; seq < count; seq++)
        {
            for (var target = 0; target < targets; target++)
            {
                await sampler.PushAsync(id, FakeSampler.Snapshot(seq, target));
            }
        }

        using var stop = await server.PostAsync($"sessions/{id}/stop");
        return id;
    }
}
