using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Idle;

public sealed class IdleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Idle_OfATarget_HasTheFiguresOfTheNewest()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(2_000, scale: 2));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var idle = await server.GetAsync<IdleResource>($"sessions/{session.Id}/idle?target=0");

        Assert.Equal((2_000L, 20_000_000L, IdleSamples.WatchedUs), (idle.AtUs, idle.ResolutionUs, idle.WatchedUs));
        Assert.Equal(IdleScale.EdgesS, idle.EdgesS);
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(2_000, scale: 2).ToPanel()), idle.Total);
        Assert.True(idle.Total.Errors.Sum() > 0);
        Assert.Empty(idle.Mappings);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_999, 1)]
    [InlineData(2_000, 2)]
    [InlineData(9_000, 3)]
    public async Task Idle_InThePast_IsTheNewestNotAfterIt(long at, int scale)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        foreach (var one in new[] { 1, 2, 3 })
        {
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(one * 1_000, scale: one));
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var idle = await server.GetAsync<IdleResource>($"sessions/{session.Id}/idle?at={at}&by=total");

        Assert.Equal(scale * 1_000L, idle.AtUs);
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0, scale: scale).ToPanel()), idle.Total);
    }

    [Fact]
    public async Task Idle_ByMapping_SumsToTheTotalAndHasTheNamesInForceThen()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, Named(1, "[heap]"));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        await sampler.PushAsync(session.Id, Named(1_500, "renamed"));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var idle = await server.GetAsync<IdleResource>($"sessions/{session.Id}/idle?by=mapping");

        // The second piece begins in no mapping, but has one.
        Assert.Equal(["[heap]", "", "/lib/x.so"], idle.Mappings.Select(mapping => mapping.Name));
        Assert.Equal([MappingKind.Heap, null, MappingKind.File], idle.Mappings.Select(mapping => mapping.Kind));
        var pieces = IdleSamples.Mixed(1_000).Pieces;
        Assert.Equal(pieces.Select(piece => (piece.Start, piece.End)), idle.Mappings.Select(mapping => (mapping.Start, mapping.End)));
        Assert.All(pieces.Zip(idle.Mappings), pair => AssertTotal(IdleFigures.Of([pair.First.ToPanel()]), Total(pair.Second)));
        Assert.Equal(idle.Total.ResidentBytes, idle.Mappings.Sum(mapping => mapping.ResidentBytes));
        Assert.Equal(idle.Total.UnknownBytes, idle.Mappings.Sum(mapping => mapping.UnknownBytes));
        Assert.Equal(idle.Total.Bytes, Enumerable.Range(0, idle.Total.Bytes.Count).Select(group => idle.Mappings.Sum(mapping => mapping.Bytes[group])));

        static MappingSet Named(long at, string name) => new()
        {
            AtUs = at,
            Mappings =
            [
                new Mapping(0x1000, 0x401000, "rw-p", name, MappingKind.Heap),
                new Mapping(0x7f0000001000, 0x7f0010000000, "rw-p", "above", MappingKind.Anonymous),
                new Mapping(0x7f000fff0000, 0x7f0010004000, "r-xp", "/lib/x.so", MappingKind.File),
            ],
        };
    }

    [Fact]
    public async Task Idle_OfAllTargets_IsTheSumOfTheNewestOfEach()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000));
        await sampler.PushAsync(session, IdleSamples.Mixed(1_500, target: 1, scale: 3) with { ResolutionUs = 30_000_000 });
        await sampler.PushAsync(session, IdleSamples.Mixed(2_000, scale: 2));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var all = await server.GetAsync<IdleResource>($"sessions/{session}/idle?by=mapping");
        var early = await server.GetAsync<IdleResource>($"sessions/{session}/idle?at=1200");

        Assert.Equal((2_000L, 30_000_000L), (all.AtUs, all.ResolutionUs));
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0, scale: 2).ToPanel().Concat(IdleSamples.Mixed(0, scale: 3).ToPanel())), all.Total);
        Assert.Equal(6, all.Mappings.Count);
        Assert.Equal(all.Total.ResidentBytes, all.Mappings.Sum(mapping => mapping.ResidentBytes));
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0).ToPanel()), early.Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?at=999")]
    [InlineData("?target=0&at=999&by=mapping")]
    public async Task Idle_NothingKnownYet_AnswersNotFoundWithASentence(string query)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        if (query.Length > 0)
        {
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        using var answer = await server.Api.GetAsync($"sessions/{session.Id}/idle{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(answer, 404);
        Assert.Contains("ten seconds", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_OfPiecesThatCannotBe_IsDroppedAndTheNextOneTaken()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, IdleSamples.Message(1_000, 0, new IdlePiece(0x1000, 0x2000, 1, 1, [1], 0)));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(2_000));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var needed = await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed");

        Assert.Equal(2_000, Assert.Single(needed.Series).Us);
    }

    [Fact]
    public async Task Idle_PushedTwice_IsThereOnceAlsoAfterARestart()
    {
        using var directory = new TemporaryDirectory();
        SessionResource session;
        await using (var first = await TestServer.StartAsync(directory))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = await first.StartSessionAsync();
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000, scale: 2));
            using var stop = await first.PostAsync($"sessions/{session.Id}/stop");
        }

        await using var second = await TestServer.StartAsync(directory);
        var needed = await second.GetAsync<NeededResource>($"sessions/{session.Id}/needed");
        var idle = await second.GetAsync<IdleResource>($"sessions/{session.Id}/idle");

        Assert.Equal(1_000, Assert.Single(needed.Series).Us);
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(1_000).ToPanel()), idle.Total);
    }

    [Fact]
    public async Task Idle_PagesThatSeveralTargetsMap_CountOnce()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        IdlePiece[] once = [IdleSamples.Piece(0x1000, 0x401000, (0, 5))];
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000));
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000, target: 1) with { Together = once });
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var all = await server.GetAsync<IdleResource>($"sessions/{session}/idle?by=mapping");
        var second = await server.GetAsync<IdleResource>($"sessions/{session}/idle?target=1&by=mapping");
        var needed = await server.GetAsync<NeededResource>($"sessions/{session}/needed");

        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0).ToPanel().Concat(once.Select(static piece => piece.ToPanel()))), all.Total);
        Assert.Equal(all.Total.ResidentBytes, all.Mappings.Sum(mapping => mapping.ResidentBytes));
        Assert.Equal(all.Total.Bytes[0], all.Mappings.Sum(mapping => mapping.Bytes[0]));
        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0).ToPanel()), second.Total);
        Assert.Equal(all.Total.Bytes[0], Assert.Single(needed.Series).Bytes[0]);
    }

    [Fact]
    public async Task Idle_OfATargetThatHasEnded_IsNotAddedUp()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000_000));
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000_000, target: 1, scale: 3));
        await sampler.PushAsync(session, IdleSamples.Mixed(11_000_000, scale: 2));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var idle = await server.GetAsync<IdleResource>($"sessions/{session}/idle");
        var needed = await server.GetAsync<NeededResource>($"sessions/{session}/needed");

        AssertTotal(IdleFigures.Of(IdleSamples.Mixed(0, scale: 2).ToPanel()), idle.Total);
        Assert.Equal(idle.Total.ResidentBytes, needed.Series[^1].ResidentBytes);
        Assert.True(needed.Series[0].ResidentBytes > idle.Total.ResidentBytes);
    }

    private static IdleTotal Total(IdleMapping mapping) => new(mapping.ResidentBytes, mapping.Bytes, mapping.Errors, mapping.UnknownBytes);

    private static void AssertTotal(IdleFigures wanted, IdleTotal got)
    {
        Assert.Equal((Math.Round(wanted.ResidentBytes), Math.Round(wanted.UnknownBytes)), (got.ResidentBytes, got.UnknownBytes));
        Assert.Equal(wanted.Bytes.Select(bytes => Math.Round(bytes)), got.Bytes.Select(bytes => (double)bytes));
        Assert.Equal(wanted.Errors.Select(error => Math.Round(error)), got.Errors.Select(error => (double)error));
    }
}
