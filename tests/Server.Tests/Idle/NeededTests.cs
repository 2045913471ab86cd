using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Idle;

public sealed class NeededTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Needed_OfATarget_HasTheFiguresOfEachAndNullWhereNotWatchedSoLong()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        IdleMessage[] told =
        [
            IdleSamples.Mixed(1_000) with { WatchedUs = 9_999_999 },
            IdleSamples.Mixed(2_000, scale: 2) with { WatchedUs = 10_000_000 },
            IdleSamples.Mixed(3_000, scale: 3) with { WatchedUs = 3_600_000_000 },
        ];
        await sampler.PushAllAsync(session.Id, told);
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var needed = await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed?target=0");

        Assert.Equal(IdleScale.WindowsS, needed.WindowsS);
        Assert.Equal([1_000L, 2_000L, 3_000L], needed.Series.Select(point => point.Us));
        Assert.All(told.Zip(needed.Series), pair => AssertPoint(NeededFigures.Of(pair.First.ToPanel(), pair.First.WatchedUs), pair.Second));
        Assert.Equal([1, 2, 5], needed.Series.Select(point => point.Bytes.Count(bytes => bytes is not null)));
        Assert.True(needed.Series[0].Bytes[0] > 0);
        Assert.True(needed.Series[1].Errors[1] > 0);
    }

    [Fact]
    public async Task Session_ThatRuns_TellsWhatAllItsTargetsNeedTogether()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        Assert.Null((await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Memory);
        var told = IdleSamples.Mixed(3_000) with { WatchedUs = 3_600_000_000 };
        await sampler.PushAllAsync(session.Id, [IdleSamples.Mixed(2_000, scale: 2), told]);

        var memory = (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Memory!;
        var listed = (await server.GetAsync<SessionResource[]>("sessions")).Single(one => one.Id == session.Id).Memory;
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        var after = await server.GetAsync<SessionResource>($"sessions/{session.Id}");

        var (needed, cold) = (NeededFigures.Of(told.ToPanel(), told.WatchedUs), ColdFigures.Of([.. told.ToPanel()], told.WatchedUs));
        var (minute, tenMinutes) = (IdleScale.WindowsS.ToList().IndexOf(60), IdleScale.AgesS.ToList().IndexOf(600));
        Assert.Equal((3_000, needed.ResidentBytes), (memory.AtUs, memory.ResidentBytes));
        Assert.Equal((needed.Bytes[minute], needed.Errors[minute]), (memory.NeededBytes, memory.NeededError));
        Assert.Equal((cold.Bytes[tenMinutes], cold.Errors[tenMinutes]), (memory.ColdBytes, memory.ColdError));
        Assert.True(memory is { NeededBytes: > 0, NeededError: > 0, ColdBytes: > 0, UnknownBytes: > 0 });
        Assert.Equal(memory, listed);
        Assert.Null(after.Memory);
    }

    [Theory]
    [InlineData("", new long[] { 1_000, 2_000, 3_000, 4_000, 5_000 })]
    [InlineData("?points=5000", new long[] { 1_000, 2_000, 3_000, 4_000, 5_000 })]
    [InlineData("?points=3", new long[] { 1_000, 3_000, 5_000 })]
    [InlineData("?points=2", new long[] { 1_000, 5_000 })]
    [InlineData("?points=1", new long[] { 5_000 })]
    [InlineData("?from=2000&to=5000", new long[] { 2_000, 3_000, 4_000 })]
    [InlineData("?from=2000&points=2", new long[] { 2_000, 5_000 })]
    [InlineData("?from=9000", new long[0])]
    public async Task Needed_OfATimeWithPoints_KeepsFirstAndLast(string query, long[] times)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAllAsync(session.Id, [.. Enumerable.Range(1, 5).Select(i => IdleSamples.Mixed(i * 1_000, scale: i))]);
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var needed = await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed{query}");

        Assert.Equal(times, needed.Series.Select(point => point.Us));
        Assert.All(needed.Series, point => AssertPoint(NeededFigures.Of(IdleSamples.Mixed(0, scale: (int)point.Us / 1_000).ToPanel(), IdleSamples.WatchedUs), point));
    }

    [Theory]
    [InlineData("", new[] { 1_000, 1_500, 2_000, 3_500 }, new[] { 1, 1, 2, 2 }, new[] { 0, 3, 3, 4 })]
    [InlineData("?from=1200&to=3000", new[] { 1_500, 2_000 }, new[] { 1, 2 }, new[] { 3, 3 })]
    [InlineData("?points=3", new[] { 1_000, 1_500, 3_500 }, new[] { 1, 1, 2 }, new[] { 0, 3, 4 })]
    [InlineData("?from=1600&points=1", new[] { 3_500 }, new[] { 2 }, new[] { 4 })]
    [InlineData("?from=5000", new int[0], new int[0], new int[0])]
    public async Task Needed_OfAllTargets_SumsTheNewestOfEachAtEveryMoment(string query, int[] times, int[] firstScales, int[] secondScales)
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;

        // The second is a child that has not been watched for a second, while the first has.
        await sampler.PushAllAsync(
            session,
            IdleSamples.Mixed(1_000, 0, 1),
            IdleSamples.Mixed(1_500, 1, 3) with { WatchedUs = 5 },
            IdleSamples.Mixed(2_000, 0, 2),
            IdleSamples.Mixed(3_500, 1, 4) with { WatchedUs = 5 });
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var needed = await server.GetAsync<NeededResource>($"sessions/{session}/needed{query}");

        Assert.Equal(times.Select(us => (long)us), needed.Series.Select(point => point.Us));
        for (var i = 0; i < times.Length; i++)
        {
            var panel = new[] { firstScales[i], secondScales[i] }.Where(scale => scale > 0).SelectMany(scale => IdleSamples.Mixed(0, scale: scale).ToPanel());
            AssertPoint(NeededFigures.Of(panel, IdleSamples.WatchedUs), needed.Series[i]);
        }
    }

    [Fact]
    public async Task Needed_NothingKnown_IsEmpty()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        Assert.Empty((await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed")).Series);
    }

    private static void AssertPoint(NeededFigures wanted, NeededPoint got)
    {
        Assert.Equal(Math.Round(wanted.ResidentBytes), got.ResidentBytes);
        Assert.Equal(wanted.Bytes.Select(Rounded), got.Bytes);
        Assert.Equal(wanted.Errors.Select(Rounded), got.Errors);

        static long? Rounded(double? bytes) => bytes is { } known ? (long)Math.Round(known) : null;
    }
}
