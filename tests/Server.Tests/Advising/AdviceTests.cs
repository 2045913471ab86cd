using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;
using Microsoft.AspNetCore.SignalR.Client;
using static Damon.Server.Tests.Advising.AdvisedSession;

namespace Damon.Server.Tests.Advising;

public sealed class AdviceTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const long MiB = 1 << 20;

    [Fact]
    public async Task Leak_OfAHeapThatGrows_HasItsRatePlaceAndFigures()
    {
        var (server, sampler) = await shared.BeginAsync();

        // 8 MiB in use, and what was allocated and forgotten before the last minute: 6 MiB a minute.
        var session = await RecordAsync(server, sampler, Every(10, 720, s => Look(s, [(Used, 14), (Minutes, s / 10.0)])));

        var (advice, remark) = await AskAsync(server, session);

        var leak = Assert.Single(advice);
        Assert.Equal((AdviceKind.Leak, 0, HeapStart), (leak.Kind, leak.Target, leak.Start));
        Assert.Equal(6 * MiB, leak.Bytes, 0.02 * 6 * MiB);
        Assert.Equal("It looks like a leak: cold memory in the heap grows by 6 MiB a minute.", leak.Sentence);
        Assert.Equal(
            "72 looks within 11 min 50 s: what had not been used for 1 min was 1 MiB at 2025-11-29 10:00:10 UTC and 72 MiB at 2025-11-29 10:12:00 UTC. It grew in each fifth of that time, and resident memory with it, from 15 MiB to 86 MiB.",
            leak.Basis);
        Assert.StartsWith("It levels off", leak.WrongIf, StringComparison.Ordinal);
        Assert.Equal("Watched for 12 min so far. Told is a limit from 1 h on.", remark);
    }

    [Theory]
    [InlineData(590, "")]
    [InlineData(1_190, "?watched=1200")]
    public async Task Leak_WatchedForTooShort_IsNotTold(int seconds, string query)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Every(10, seconds, s => Look(s, [(Used, 14), (Minutes, s / 10.0)])));

        Assert.Empty((await AskAsync(server, session, query)).Advice);
    }

    [Fact]
    public async Task Leak_GrowthThatIsUsed_IsNotTold()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Every(10, 720, s => Look(s, [(Used, 14 + (s / 10.0)), (Minutes, 5)])));

        Assert.Empty((await AskAsync(server, session)).Advice);
    }

    [Fact]
    public async Task Untouched_MappingsSinceTheStart_AreToldWithTheirPlaces()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Look(10, [(Used, 10), (Never, 80)], library: 20), Look(600, [(Used, 10), (Never, 64)], library: 20));

        var (advice, _) = await AskAsync(server, session);

        Assert.Equal([AdviceKind.Untouched, AdviceKind.Untouched], advice.Select(one => one.Kind));
        Assert.Equal([64 * MiB, 20 * MiB], advice.Select(one => one.Bytes));
        Assert.Equal([HeapStart, LibraryStart], advice.Select(one => one.Start!.Value));
        Assert.Equal("64 MiB of the heap have not been touched since 2025-11-29 10:00:10 UTC, the first look.", advice[0].Sentence);
        Assert.Equal("The look of 2025-11-29 10:10:00 UTC, after 10 min of watching: 64 MiB of 74 MiB that are present there, 0 B of these unknown. What has come since the first look is left out: it was touched when it came.", advice[0].Basis);
        Assert.StartsWith("20 MiB of libbig.so.1 have not been touched", advice[1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(590, "", false, "Watched for 9 min 50 s so far. Told is untouched memory from 10 min on, a leak from 10 min on, a limit from 1 h on.")]
    [InlineData(590, "?watched=30", true, "Watched for 9 min 50 s so far. Told is a leak from 10 min on, a limit from 1 h on.")]
    [InlineData(30, "?watched=30", true, "Watched for 30 s so far. Told is a leak from 10 min on, a limit from 1 h on.")]
    [InlineData(20, "?watched=30", false, "Watched for 20 s so far. Told is untouched memory from 30 s on, a leak from 10 min on, a limit from 1 h on.")]
    [InlineData(600, "?watched=3600", false, "Watched for 10 min so far. Told is untouched memory from 1 h on, a leak from 1 h on, a limit from 1 h on.")]
    public async Task Untouched_IsToldFromTheTimeWanted(int seconds, string query, bool isTold, string remark)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Look(10, [(Used, 10), (Never, 64)]), Look(seconds, [(Used, 10), (Never, 64)]));

        var answer = await AskAsync(server, session, query);

        Assert.Equal((isTold ? 1 : 0, remark), (answer.Advice.Count, answer.Remark));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(8, 0)]
    public async Task Untouched_MemoryThatHasCome_IsLeftOut(int before, int told)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Look(10, [(Never, before)]), Look(300, [(Never, 60)]), Look(600, [(Never, 100)]));

        Assert.Equal(told * MiB, (await AskAsync(server, session)).Advice.Sum(one => one.Bytes));
    }

    [Fact]
    public async Task Untouched_SharedMemoryThatAnotherTouches_IsNotTold()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, Mappings());
        await sampler.PushAsync(session, Mappings(1));

        await sampler.PushAsync(session, Look(10, [(Never, 32)]));
        await sampler.PushAsync(session, Look(10, [(Used, 32)], library: 64, target: 1));

        // Of the first the library counts for the second, which touches it; its heap is its own.
        var first = Look(600, [(Never, 32)], library: 64);
        await sampler.PushAsync(session, first with { Together = [first.Pieces[0]] });
        await sampler.PushAsync(session, Look(600, [(Used, 32)], target: 1) with
        {
            Together = [IdleSamples.Piece(LibraryStart, LibraryStart + 0x4000_0000, (Used, 64 * PagesPerMiB))],
        });

        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var (advice, _) = await AskAsync(server, session);

        var only = Assert.Single(advice);
        Assert.Equal((0, HeapStart, 32 * MiB), (only.Target, only.Start, only.Bytes));
        Assert.StartsWith("32 MiB of the heap of target (1) have", only.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_AfterAnHour_IsEverythingUsedAndTenPercent()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Every(600, 7_200, s => Look(s, [(Used, s == 3_000 ? 200 : 100), (Never, 400)])));

        var (advice, remark) = await AskAsync(server, session);

        Assert.Equal([AdviceKind.Limit, AdviceKind.Untouched], advice.Select(one => one.Kind));
        Assert.Equal((220 * MiB, 0, null), (advice[0].Bytes, advice[0].Target, advice[0].Start));
        Assert.Equal(
            "The limit could be 220 MiB: everything that was used since 2025-11-29 10:00:00 UTC, and 10 % more. The peak was at 2025-11-29 10:50:00 UTC.",
            advice[0].Sentence);
        Assert.Equal("12 looks: at the peak 200 MiB had been used, 0 B were unknown and count as used, and so does twice the standard error. Resident are 500 MiB.", advice[0].Basis);
        Assert.Contains("Without swap", advice[0].WrongIf, StringComparison.Ordinal);
        Assert.Null(remark);
    }

    [Theory]
    [InlineData(1_024, 1, " The limit of /shop is 1 GiB now, and 700 MiB are charged to it.")]
    [InlineData(null, 1, " /shop has no limit now, and 700 MiB are charged to it.")]
    [InlineData(200, 0, null)]
    public async Task Limit_OfARunningSession_KnowsTheLimitThatHolds(int? limitMiB, int count, string? told)
    {
        using var directory = new TemporaryDirectory();
        await using var server = await TestServer.StartAsync(directory);
        await using var sampler = await server.ConnectSamplerAsync();
        sampler.Connection.On<string, LimitReadings>(nameof(ISamplerClient.ReadLimits), _ => new LimitReadings(
            new CommandAnswer(CommandCode.Ok), [new LimitReading(0, null, "/shop", 2, limitMiB * MiB, 700 * MiB)]));
        var session = await server.StartSessionAsync();
        await sampler.PushAllAsync(session.Id, Every(600, 7_200, s => Look(s, [(Used, 180), (Never, 400)])));

        // What runs is stored a little later.
        while ((await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed")).Series.Count < 12)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var limits = (await AskAsync(server, session.Id)).Advice.Where(one => one.Kind == AdviceKind.Limit).ToArray();

        Assert.Equal(count, limits.Length);
        Assert.All(limits, one => Assert.EndsWith(told!, one.Basis, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limit_MemoryUsedOnceInHours_CountsAsUsed()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await RecordAsync(server, sampler, Every(600, 7_200, s => Look(s, [(Used, 100), (Hours, 390), (Never, 10)])));

        Assert.Equal((0, "Watched for 2 h: nothing stands out."), await AskAsync(server, session) is var answer ? (answer.Advice.Count, answer.Remark) : default);
    }

    [Fact]
    public async Task NothingKnown_IsSaid()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        var (advice, remark) = await AskAsync(server, session.Id);

        Assert.Empty(advice);
        Assert.EndsWith("of that nothing is known.", remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanWithoutPages_SaysWhichHasThem()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 } }, attributes = new { plan = "kernel" } });

        var (advice, remark) = await AskAsync(server, Assert.Single(sampler.Started).SessionId);

        Assert.Empty(advice);
        Assert.Contains("The adaptive plan follows them.", remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyProcesses_OfTheLargestIsTold()
    {
        var (server, sampler) = await shared.BeginAsync();
        var started = sampler.OnStart;
        sampler.OnStart = start => started(start) with
        {
            Targets = [.. Enumerable.Range(0, 40).Select(i => new TargetResource { Index = i, Pid = 900 + i, Name = "worker" })],
        };
        try
        {
            using var start = await server.PostAsync("sessions", new { targets = new[] { new { command = "worker" } } });
            var session = Assert.Single(sampler.Started).SessionId;
            await sampler.PushAllAsync(session, Enumerable.Range(0, 40).Select(i => Look(10, [(Never, 17 + i)], target: i)));
            await sampler.PushAllAsync(session, Enumerable.Range(0, 40).Select(i => Look(600, [(Used, i), (Never, 17 + i)], target: i)));

            using var stop = await server.PostAsync($"sessions/{session}/stop");

            var (advice, remark) = await AskAsync(server, session);

            Assert.Equal([39, 38, 37, 36, 35], advice.Select(one => one.Target!.Value));
            Assert.EndsWith("Mappings and leaks of the 32 largest of 40 processes are looked at.", remark, StringComparison.Ordinal);
        }
        finally
        {
            sampler.OnStart = started;
        }
    }

    [Theory]
    [InlineData("29")]
    [InlineData("86401")]
    [InlineData("soon")]
    public async Task Watched_ThatIsNoTime_IsRefused(string watched)
    {
        using var response = await shared.Server.Api.GetAsync($"sessions/{shared.Session.Id}/advice?watched={watched}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, "watched");
    }

    private static IEnumerable<IdleMessage> Every(int step, int until, Func<int, IdleMessage> look)
        => Enumerable.Range(1, until / step).Select(i => look(i * step));
}
