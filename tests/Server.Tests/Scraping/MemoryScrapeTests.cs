using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;

namespace Damon.Server.Tests.Scraping;

public sealed class MemoryScrapeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const long HoursUs = 7_200_000_000;

    [Fact]
    public async Task Memory_OfTargetsAndAllTogether_IsThatOfIdleAndNeeded()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000, scale: 5));
        await sampler.PushAsync(session, IdleSamples.Mixed(2_000) with { WatchedUs = HoursUs });
        await sampler.PushAsync(session, IdleSamples.Mixed(2_000, target: 1, scale: 2) with
        {
            WatchedUs = HoursUs,
            ResolutionUs = 30_000_000,
            Together = [IdleSamples.Piece(0x1000, 0x401000, (0, 5), (8, 40))],
        });

        var metrics = await Exposition.OfAsync(server);

        await AssertSameAsync(server, metrics, session, "0", "?target=0");
        await AssertSameAsync(server, metrics, session, "1", "?target=1");
        await AssertSameAsync(server, metrics, session, "all", "");
    }

    [Fact]
    public async Task Memory_TimesLongerThanWatched_AreLeftOut()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000) with { WatchedUs = 60_000_000 });

        var metrics = await Exposition.OfAsync(server);

        foreach (var twin in new[] { "", "_error" })
        {
            Assert.Equal(["10s", "1s", "60s"], metrics.Values("damon_needed_bytes" + twin, "window").Distinct());
            Assert.Equal(["10s", "1s", "2s", "30s", "5s", "60s"], metrics.Values("damon_idle_bytes" + twin, "idle").Distinct());
        }
    }

    [Fact]
    public async Task Memory_NothingToldYet_IsLeftOut()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        var metrics = await Exposition.OfAsync(server);

        Assert.Contains("damon_session_info", metrics.With("session", session.Id));
        Assert.DoesNotContain("damon_resident_bytes", metrics.With("session", session.Id));
        Assert.DoesNotContain("damon_idle_bytes", metrics.With("session", session.Id));
        Assert.DoesNotContain("damon_working_set_bytes", metrics.With("session", session.Id));
    }

    [Fact]
    public async Task Memory_OfGroups_CountsTheirProcessesTogetherAndAddsUpToTheSession()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new object[] { new { unit = "redis.service" }, new { command = "postgres*" } } });
        var session = Assert.Single(sampler.Started).SessionId;

        // The second of each group shares all but a few pages with the first.
        await sampler.PushAsync(session, Whole(0, 100));
        await sampler.PushAsync(session, Whole(1, 100) with { Together = [IdleSamples.Piece(0x1000, 0x401000, (0, 7))] });
        await sampler.PushAsync(session, Whole(2, 300));
        await sampler.PushAsync(session, Whole(3, 300) with { Together = [IdleSamples.Piece(0x1000, 0x401000, (0, 9))] });

        var metrics = await Exposition.OfAsync(server);

        (string, string) id = ("session", session);
        Assert.Equal(100 * 4_096, metrics.Value("damon_resident_bytes", id, ("target", "1"), ("group", "redis.service")));
        Assert.Equal(300 * 4_096, metrics.Value("damon_resident_bytes", id, ("target", "3"), ("group", "postgres*")));
        Assert.Equal(107 * 4_096, metrics.Value("damon_resident_bytes", id, ("target", "all"), ("group", "redis.service")));
        Assert.Equal(309 * 4_096, metrics.Value("damon_needed_bytes", id, ("target", "all"), ("group", "postgres*"), ("window", "1s")));
        Assert.Equal(416 * 4_096, metrics.Value("damon_resident_bytes", id, ("target", "all")));

        static IdleMessage Whole(int target, int pages) => IdleSamples.Message(1_000, target, IdleSamples.Piece(0x1000, 0x401000, (0, pages)));
    }

    [Fact]
    public async Task Memory_OfAProcessThatTheSessionDoesNotKnowYet_IsLeftOut()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000, target: 1));

        var metrics = await Exposition.OfAsync(server);

        Assert.Equal(["0", "all"], metrics.Values("damon_resident_bytes", "target"));
        await AssertSameAsync(server, metrics, session.Id, "all", "");
    }

    [Fact]
    public async Task Memory_OfATargetThatTellsNothingAnyMore_IsLeftOut()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000_000));
        await sampler.PushAsync(session, IdleSamples.Mixed(11_000_000, target: 1));

        var metrics = await Exposition.OfAsync(server);

        Assert.Equal(["1", "all"], metrics.Values("damon_resident_bytes", "target"));
        await AssertSameAsync(server, metrics, session, "all", "");
    }

    /// <summary>Compares with what the calls tell of the same session, all of which is stored when it has ended.</summary>
    private static async Task AssertSameAsync(TestServer server, Exposition metrics, string session, string target, string query)
    {
        using var stop = await server.PostAsync($"sessions/{session}/stop");
        var idle = await server.GetAsync<IdleResource>($"sessions/{session}/idle{query}");
        var needed = (await server.GetAsync<NeededResource>($"sessions/{session}/needed{query}")).Series[^1];
        (string, string)[] labels = [("session", session), ("target", target)];
        Assert.Equal(idle.Total.ResidentBytes, metrics.Value("damon_resident_bytes", labels));
        Assert.Equal(idle.Total.UnknownBytes, metrics.Value("damon_unknown_bytes", labels));
        Assert.NotNull(metrics.Value("damon_resident_bytes_error", labels));
        Assert.NotNull(metrics.Value("damon_unknown_bytes_error", labels));
        Assert.Equal(idle.ResolutionUs / 1e6, metrics.Value("damon_idle_resolution_seconds", labels));
        foreach (var (i, window) in IdleScale.WindowsS.Index())
        {
            Assert.Equal(needed.Bytes[i], metrics.Value("damon_needed_bytes", [.. labels, ("window", $"{window}s")]));
            Assert.Equal(needed.Errors[i], metrics.Value("damon_needed_bytes_error", [.. labels, ("window", $"{window}s")]));
        }

        // Ten minutes are no edge of the groups, but a window.
        Assert.Equal(idle.Total.ResidentBytes - idle.Total.UnknownBytes - needed.Bytes[3], metrics.Value("damon_idle_bytes", [.. labels, ("idle", "600s")]));
        foreach (var (i, edge) in idle.EdgesS.Index())
        {
            // What was accessed longer ago than this edge is in all groups behind it.
            var wanted = needed.Bytes[^1] is null && edge > 60 ? (long?)null : edge > 3_600 ? null : idle.Total.Bytes.Skip(i + 1).Sum();
            Assert.Equal(wanted, metrics.Value("damon_idle_bytes", [.. labels, ("idle", $"{edge}s")]));
            Assert.Equal(wanted is null, metrics.Value("damon_idle_bytes_error", [.. labels, ("idle", $"{edge}s")]) is null);
        }
    }
}
