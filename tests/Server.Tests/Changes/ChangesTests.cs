using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Changes;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Changes;

public sealed class ChangesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const ulong Mega = 1 << 20;
    private const long Second = 1_000_000;
    private const ulong Heap = 0x1000_0000;

    [Fact]
    public async Task Changes_OfMappings_TellWhatComesGrowsShrinksAndGoes()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 120, _ => 0.1);
        await PushAsync(sampler, session, 1 * Second, Map(10), Library("/usr/lib/a.so", 30));
        await PushAsync(sampler, session, 30 * Second, Map(10), Library("/usr/lib/a.so", 30), Library("/usr/lib/b.so", 40));
        await PushAsync(sampler, session, 60 * Second, Map(50), Library("/usr/lib/a.so", 30), Library("/usr/lib/b.so", 40));
        await PushAsync(sampler, session, 90 * Second, Map(20), Library("/usr/lib/b.so", 40));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var answer = await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes");

        Assert.Null(answer.Remark);
        Assert.Equal(
            [
                new Change(30 * Second, ChangeKind.Appeared, 0, 40_000 * Mega, 40_004 * Mega, "/usr/lib/b.so", 0, 4 * Mega, "b.so has appeared: 4 MiB."),
                new Change(60 * Second, ChangeKind.Grew, 0, Heap, Heap + (50 * Mega), "[heap]", 10 * Mega, 50 * Mega, "The heap has grown from 10 MiB to 50 MiB."),
                new Change(90 * Second, ChangeKind.Shrank, 0, Heap, Heap + (20 * Mega), "[heap]", 50 * Mega, 20 * Mega, "The heap has shrunk from 50 MiB to 20 MiB."),
                new Change(90 * Second, ChangeKind.Gone, 0, 30_000 * Mega, 30_004 * Mega, "/usr/lib/a.so", 4 * Mega, 0, "a.so is gone: 4 MiB."),
            ],
            answer.Changes);
    }

    [Theory]
    [InlineData("?from=31000000&to=89000000", new[] { ChangeKind.Grew })]
    [InlineData("?from=91000000", new ChangeKind[0])]
    [InlineData("?to=30000001", new[] { ChangeKind.Appeared })]
    [InlineData("?target=0", new[] { ChangeKind.Appeared, ChangeKind.Grew, ChangeKind.Gone })]
    [InlineData("?from=500000000", new ChangeKind[0])]
    public async Task Changes_OfATime_AreThoseWithinIt(string query, ChangeKind[] expected)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 120, _ => 0.1);
        await PushAsync(sampler, session, 1 * Second, Map(10));
        await PushAsync(sampler, session, 30 * Second, Map(10), Library("/usr/lib/b.so", 40));
        await PushAsync(sampler, session, 60 * Second, Map(50), Library("/usr/lib/b.so", 40));
        await PushAsync(sampler, session, 90 * Second, Map(50));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        Assert.Equal(expected, (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes{query}")).Changes.Select(change => change.Kind));
    }

    [Fact]
    public async Task Changes_OfARate_TellWhereItShiftsAndFromWhatToWhat()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 120, second => second < 60 ? 0.1 : 0.5);
        await PushAsync(sampler, session, 1 * Second, Map(10));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var change = Assert.Single((await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes")).Changes);

        Assert.Equal((ChangeKind.Rate, 0, Heap, Heap + (10 * Mega), "[heap]"), (change.Kind, change.Target, change.Start, change.End, change.Name));
        Assert.InRange(change.Us, 58 * Second, 64 * Second);
        Assert.InRange(change.Before!.Value, 9, 12);
        Assert.InRange(change.After!.Value, 45, 51);
        Assert.StartsWith("The heap is accessed more: ", change.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(" %.", change.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.4, false)]
    public async Task Changes_OfAnEstimatedShare_AreToldWhereItIsSure(double error, bool isTold)
    {
        var (server, sampler) = await shared.BeginAsync();

        // The samples of a sparse pattern say nothing; the pages touched do.
        var session = await RecordAsync(server, sampler, seconds: 120, _ => 0.001, second => (second < 60 ? 0.15 : 0.6, error));
        await PushAsync(sampler, session, 1 * Second, Map(10));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var changes = (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes")).Changes;

        Assert.Equal(isTold ? [ChangeKind.Rate] : [], changes.Select(change => change.Kind));
        Assert.All(changes, change => Assert.Equal((15, 60, "The heap is accessed more: 60 % of it within an interval instead of 15 %."), (Math.Round(change.Before!.Value), Math.Round(change.After!.Value), change.Sentence)));
    }

    [Fact]
    public async Task Changes_OfAMappingThatGrowsByColdMemory_AreNoShiftOfItsRate()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 120, second => second < 60 ? 0.5 : 0.1);
        await PushAsync(sampler, session, 1 * Second, Map(10));
        await PushAsync(sampler, session, 60 * Second, Map(50));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        Assert.Equal([ChangeKind.Grew], (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes")).Changes.Select(change => change.Kind));
    }

    [Fact]
    public async Task Changes_OfALeakInThousandsOfStates_AreOne()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 120, _ => 0.1);
        for (var i = 0; i < 1_200; i++)
        {
            await PushAsync(sampler, session, Second + (i * Second / 10), Map(10 + i));
        }

        using var stop = await server.PostAsync($"sessions/{session}/stop");
        var answer = await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes");

        var change = Assert.Single(answer.Changes);
        Assert.Equal((ChangeKind.Grew, 10.0 * Mega, 1_209.0 * Mega), (change.Kind, change.Before, change.After));
        Assert.Contains(" within 2 min.", change.Sentence, StringComparison.Ordinal);
        Assert.Equal("688 states of mappings were not compared; a shorter time shows more.", answer.Remark);
    }

    [Fact]
    public async Task Changes_OfAProcessThatExecutesAnotherProgram_AreToldOnceAndSurviveARestart()
    {
        using var directory = new TemporaryDirectory();
        string session;
        await using (var first = await TestServer.StartAsync(directory))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = await RecordAsync(first, sampler, seconds: 120, _ => 0.1);
            await PushAsync(sampler, session, 1 * Second, Map(10), Library("/bin/sh", 30));
            await PushAsync(sampler, session, 60 * Second, Map(10) with { End = Heap + (80 * Mega) }, Library("/bin/redis", 50));
            var target = new TargetResource { Pid = 100, StartTime = DateTimeOffset.UnixEpoch, Name = "redis", CommandLine = "redis --x", EarlierPrograms = [new EarlierProgram("sh", "sh -c redis", 59 * Second)] };
            await sampler.PushStatusAsync(new SessionStatus { SessionId = session, State = SessionState.Running, Targets = [target] });
            await AssertToldAsync(first);
            using var stop = await first.PostAsync($"sessions/{session}/stop");
        }

        await using var second = await TestServer.StartAsync(directory);
        await AssertToldAsync(second);
        Assert.Equal("redis (100)", (await second.GetAsync<SessionResource>($"sessions/{session}")).Name);

        async Task AssertToldAsync(TestServer server) => Assert.Equal(
            [new Change(59 * Second, ChangeKind.Exec, 0, null, null, "redis", null, null, "Process 100 runs redis instead of sh.")],
            (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes")).Changes);
    }

    [Fact]
    public async Task Changes_OfAGroup_TellRestartsAndExecutionsButNoBirths()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { command = "redis*" } } });
        var session = Assert.Single(sampler.Started).SessionId;
        var laterUs = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 10) * Second;
        var later = DateTimeOffset.FromUnixTimeMilliseconds(laterUs / 1_000);
        TargetResource[] targets =
        [
            new() { Index = 0, Pid = 1_001, StartTime = DateTimeOffset.UnixEpoch, Name = "redis", Group = 0, EndedBecause = "It has exited." },
            new() { Index = 1, Pid = 1_002, StartTime = DateTimeOffset.UnixEpoch, Name = "redis", Group = 0, EarlierPrograms = [new EarlierProgram("redis", "redis --old", 5 * Second)] },
            new() { Index = 2, Pid = 1_003, StartTime = later, Name = "redis", Group = 0, RestartOf = 0 },
            new() { Index = 3, Pid = 1_004, StartTime = later, Name = "ls", EarlierPrograms = [new EarlierProgram("sh", "sh", laterUs + 500_000), new EarlierProgram("awk", "awk", laterUs + (5 * Second))] },
        ];
        await sampler.PushStatusAsync(new SessionStatus { SessionId = session, State = SessionState.Running, Targets = targets });
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var all = (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes")).Changes;
        var ofOne = (await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes?target=2&from={laterUs}")).Changes;

        Assert.Equal(
            [
                (5 * Second, ChangeKind.Exec, 1, "Process 1002 has executed redis anew."),
                (laterUs, ChangeKind.Restart, 2, "redis runs again as process 1003, after process 1001 has ended."),
                (laterUs + (5 * Second), ChangeKind.Exec, 3, "Process 1004 runs ls instead of awk."),
            ],
            all.Select(change => (change.Us, change.Kind, change.Target, change.Sentence)));
        Assert.Equal([all[1]], ofOne);
        Assert.Empty((await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes?from={laterUs + 1}&to={laterUs + 2}")).Changes);
    }

    [Fact]
    public async Task Changes_MoreThanAreTold_AreTheLargestWithARemark()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, seconds: 20, _ => 0.1);
        Mapping[] many = [.. Enumerable.Range(0, 1_100).Select(i => Library($"/lib/{i}.so", 100 + i) with { End = ((100 + (ulong)i) * 1_000 * Mega) + ((4 + (ulong)i) * Mega / 4) })];
        await PushAsync(sampler, session, 1 * Second, Map(10));
        await PushAsync(sampler, session, 5 * Second, [Map(10), .. many]);
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var answer = await server.GetAsync<ChangesAnswer>($"sessions/{session}/changes");

        Assert.Equal("The 1000 largest of 1100 changes are told; a shorter time shows more.", answer.Remark);
        Assert.Equal(Enumerable.Range(100, 1_000).Select(i => $"/lib/{i}.so"), answer.Changes.Select(change => change.Name));
    }

    [Theory]
    [InlineData("?target=1", "target")]
    [InlineData("?target=x", "target")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=5&to=5", "to")]
    public async Task Changes_WrongQuery_NamesTheParameter(string query, string field)
    {
        using var response = await shared.Server.Api.GetAsync($"sessions/{shared.Session.Id}/changes{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, field);
    }

    [Fact]
    public async Task Changes_NoSuchSession_AnswersNotFound()
    {
        using var response = await shared.Server.Api.GetAsync("sessions/nothing/changes", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    [Fact]
    public async Task Changes_NothingRecorded_AreNone()
        => Assert.Equal((0, null), (await shared.Server.GetAsync<ChangesAnswer>($"sessions/{shared.Session.Id}/changes")) is { } answer ? (answer.Changes.Count, answer.Remark) : (-1, null));

    private static Mapping Map(int megabytes) => new(Heap, Heap + ((ulong)megabytes * Mega), "rw-p", "[heap]", MappingKind.Heap);

    private static Mapping Library(string path, int place) => new((ulong)place * 1_000 * Mega, ((ulong)place * 1_000 * Mega) + (4 * Mega), "r-xp", path, MappingKind.File);

    private static Task PushAsync(FakeSampler sampler, string session, long us, params Mapping[] mappings)
        => sampler.PushAsync(session, new MappingSet { AtUs = us, Mappings = mappings });

    /// <summary>A session with five snapshots a second whose heap has an access rate.</summary>
    private static async Task<string> RecordAsync(TestServer server, FakeSampler sampler, int seconds, Func<int, double> rate, Func<int, (double Share, double Error)>? touched = null)
    {
        var session = (await server.StartSessionAsync()).Id;
        var random = new Random(1);
        SnapshotPush[] pushes =
        [
            .. Enumerable.Range(0, seconds * 5).Select(i => new SnapshotPush(session, new Snapshot
            {
                Seq = i,
                StartUs = Second + (i * Second / 5),
                EndUs = Second + ((i + 1) * Second / 5),
                MaxNrAccesses = 100,
                Regions = [new RegionSample(Heap, Heap + (100 * Mega), Math.Clamp((int)(100 * rate(i / 5)) + random.Next(-2, 3), 0, 100), 0)],
                Samples = touched is null ? null : [10],
                Touched = touched is null ? null : [touched(i / 5).Share],
                TouchedError = touched is null ? null : [touched(i / 5).Error],
            })),
        ];
        await sampler.Connection.InvokeCoreAsync(nameof(ISamplerHub.PushSnapshots), typeof(object), [pushes], TestContext.Current.CancellationToken);
        return session;
    }
}
