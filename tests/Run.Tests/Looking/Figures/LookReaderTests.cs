using System.Net;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Run.Api;
using Damon.Run.Looking;
using Damon.Run.Looking.Figures;
using Damon.Run.Settings;
using Damon.Run.Tests.Api;

namespace Damon.Run.Tests.Looking.Figures;

public sealed class LookReaderTests
{
    private static readonly IdleResource Idle = new(
        Some.AtUs, 1, 60_000_000, IdleScale.EdgesS, new IdleTotal(1_000, [.. new long[13]], [.. new long[13]], 100),
        [new IdleMapping(0x1000, 0x2000, "[heap]", MappingKind.Heap, 1_000, [.. Enumerable.Repeat(1L, 13)], [.. new long[13]], 0)]);

    private (HttpStatusCode Status, object Body) _limits = (HttpStatusCode.NotFound, new { detail = "There is nothing." });
    private SessionResource _session = Some.Session("redis") with { LastUs = Some.AtUs };
    private NeededPoint[] _series = [new NeededPoint(Some.AtUs - 10_000_000, 900, [1, 1, 1, null, null], [0, 0, 0, null, null]), new NeededPoint(Some.AtUs, 1_000, [10, 20, 30, null, null], [1, 2, 3, null, null])];

    [Fact]
    public async Task Read_OneProcess_TellsTheNewestFiguresOfIt()
    {
        var (moment, asked) = await ReadAsync(null);

        Assert.Equal((Some.AtUs, new MemoryUse(1_000, new Estimate(30, 3, 60), new Estimate(870, 3, 60), 100)), (moment.AtUs, moment.Whole));
        Assert.Equal("[heap]", Assert.Single(moment.Mappings).Name);
        Assert.Empty(moment.Processes);
        Assert.Contains($"GET /api/v1/sessions/7-a/needed?from={Some.AtUs - 120_000_000}&target=0", asked);
        Assert.Contains($"GET /api/v1/sessions/7-a/idle?at={Some.AtUs}&by=mapping&target=0", asked);
    }

    [Fact]
    public async Task Read_Several_TellsEachThatHasNotEndedAndAllTogether()
    {
        _session = Some.Session("a", "b", "c") with { LastUs = Some.AtUs };
        _session = _session with { Targets = [_session.Targets[0], _session.Targets[1] with { EndedBecause = "It has ended." }, _session.Targets[2]] };

        var (moment, asked) = await ReadAsync(null);

        Assert.Equal([100, 102], moment.Processes.Select(process => process.Target.Pid));
        Assert.Contains($"GET /api/v1/sessions/7-a/idle?at={Some.AtUs}&by=mapping", asked);
        Assert.DoesNotContain(asked, call => call.Contains("target=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_OnlyOneOfSeveral_AsksForThatOne()
    {
        _session = Some.Session("a", "b") with { LastUs = Some.AtUs };

        var (moment, asked) = await ReadAsync(1);

        Assert.Equal(101, Assert.Single(moment.Targets).Pid);
        Assert.All(asked.Where(call => call.Contains('?', StringComparison.Ordinal)), call => Assert.EndsWith("&target=1", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_NothingKnownYet_HasNoFigures()
    {
        _session = Some.Session("a");
        _series = [];

        var (moment, asked) = await ReadAsync(null);

        Assert.Null(moment.Whole);
        Assert.Contains("GET /api/v1/sessions/7-a/needed?from=0&target=0", asked);
    }

    [Fact]
    public async Task Read_Limits_TakesTheTightestOfWhatIsLookedAt()
    {
        _session = Some.Session("a", "b") with { LastUs = Some.AtUs };
        _limits = (HttpStatusCode.OK, new
        {
            limits = new object[]
            {
                new { target = 0, group = (int?)null, cgroup = "/tight", version = 2, limitBytes = 10L, currentBytes = 5L },
                new { target = 1, group = (int?)null, cgroup = "/none", version = 2, limitBytes = (long?)null, currentBytes = 5L },
                new { target = 1, group = (int?)null, cgroup = "/wide", version = 1, limitBytes = 30L, currentBytes = 7L },
            },
        });

        Assert.Equal("/tight", (await ReadAsync(null)).Moment.Limit!.Cgroup);
        Assert.Equal(new MemoryLimit(1, null, "/wide", 1, 30, 7), (await ReadAsync(1)).Moment.Limit);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Read_ServerTellsNoLimits_LeavesThemOut(HttpStatusCode status)
    {
        _limits = (status, new { detail = "No." });

        var (moment, _) = await ReadAsync(null);

        Assert.Null(moment.Limit);
        Assert.NotNull(moment.Whole);
    }

    [Fact]
    public async Task Read_AgainWithoutANewLook_AsksForNoMoreThanThat()
    {
        using var handler = new RoutedHandler(Answer);
        using var api = Api(handler);
        var reader = new LookReader(api, new WatchedSession("7-a", null, IsOwn: false));
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        handler.Asked.Clear();

        var again = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(again.Whole);
        Assert.Equal(2, handler.Asked.Count);
    }

    private async Task<(LookMoment Moment, IReadOnlyList<string> Asked)> ReadAsync(int? target)
    {
        using var handler = new RoutedHandler(Answer);
        using var api = Api(handler);
        var moment = await new LookReader(api, new WatchedSession("7-a", target, IsOwn: false)).ReadAsync(TestContext.Current.CancellationToken);
        return (moment, handler.Asked);
    }

    private static DamonApi Api(RoutedHandler handler) => new(new RunSettings(new ServerAddress("127.0.0.1", 5200), "secret", "", null), handler);

    private (HttpStatusCode Status, object Body) Answer(string call) =>
        call.Contains("/needed", StringComparison.Ordinal) ? (HttpStatusCode.OK, new NeededResource(IdleScale.WindowsS, _series))
        : call.Contains("/idle", StringComparison.Ordinal) ? (HttpStatusCode.OK, Idle)
        : call.Contains("/limits", StringComparison.Ordinal) ? _limits
        : (HttpStatusCode.OK, _session);
}
