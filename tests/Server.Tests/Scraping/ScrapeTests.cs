using System.Text.RegularExpressions;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Scraping;

public sealed partial class ScrapeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    [Theory]
    [InlineData(null, Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/plain;version=0.0.4", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    [InlineData("application/openmetrics-text;q=0.4, text/plain;q=0.5", Text)]
    public async Task Metrics_InWhatFormTheyCome_TheCallerSays(string? accept, string wanted)
    {
        using var response = await Exposition.GetAsync(shared.Server, accept);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(wanted, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(wanted == OpenMetrics, text.EndsWith("\n# EOF\n", StringComparison.Ordinal));

        // OpenMetrics names a counter without the end by which its series is told.
        Assert.Contains(wanted == OpenMetrics ? "# TYPE damon_snapshots counter\n" : "# TYPE damon_snapshots_total counter\n", text, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Metrics_Posted_AreRefused()
    {
        using var response = await shared.Server.PostAsync("/metrics");

        await ProblemAssert.IsProblemAsync(response, 405);
    }

    [Fact]
    public async Task Metrics_SessionAndTargets_AreNamedAndCounted()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync(77);
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0) with { SamplerCpuUs = 2_500_000 });
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(1) with { SamplerCpuUs = 2_500_000 });
        await sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Running, LostSnapshots = 4 });

        var metrics = await Exposition.OfAsync(server);

        (string, string) id = ("session", session.Id);
        Assert.Equal(1, metrics.Value("damon_session_info", id, ("name", session.Name)));
        Assert.Equal(1, metrics.Value("damon_target_info", id, ("target", "0"), ("pid", "77"), ("name", "target")));
        Assert.Equal(1, metrics.Value("damon_session_sampler_connected", id));
        Assert.Equal(2, metrics.Value("damon_snapshots_total", id));
        Assert.Equal(4, metrics.Value("damon_snapshots_lost_total", id));
        Assert.Equal(2.5, metrics.Value("damon_sampler_cpu_seconds_total", id));
        Assert.Equal(0x3000, metrics.Value("damon_working_set_bytes", id, ("target", "0")));
        Assert.Equal(1_579, metrics.Value("damon_working_set_bytes_error", id, ("target", "0")));
    }

    [Fact]
    public async Task Metrics_WorkingSetWithoutAnEstimate_HasNoError()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0));

        var metrics = await Exposition.OfAsync(server);

        Assert.Equal(0x2000, metrics.Value("damon_working_set_bytes", ("session", session.Id), ("target", "0")));
        Assert.Null(metrics.Value("damon_working_set_bytes_error", ("session", session.Id), ("target", "0")));
    }

    [Fact]
    public async Task Metrics_SessionEnds_ItsSeriesAreGoneAndTheOthersStay()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        var running = await Exposition.OfAsync(server);

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        var ended = await Exposition.OfAsync(server);

        Assert.Contains("damon_resident_bytes", running.With("session", session.Id));
        Assert.Contains("damon_snapshots_total", running.With("session", session.Id));
        Assert.Empty(ended.With("session", session.Id));
        Assert.Contains("damon_session_info", ended.With("session", shared.Session.Id));
        Assert.Equal(running.Value("damon_sessions", ("state", "running")) - 1, ended.Value("damon_sessions", ("state", "running")));
        Assert.Equal(running.Value("damon_sessions", ("state", "stopped")) + 1, ended.Value("damon_sessions", ("state", "stopped")));
    }

    [Fact]
    public async Task Metrics_TargetEnds_ItsSeriesAreGoneAndTheOthersStay()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        foreach (var target in new[] { 0, 1 })
        {
            await sampler.PushAsync(session, FakeSampler.Snapshot(0, target));
            await sampler.PushAsync(session, IdleSamples.Mixed(1_000, target));
        }

        await sampler.PushStatusAsync(new SessionStatus
        {
            SessionId = session,
            State = SessionState.Running,
            Targets = [new TargetResource { Index = 0, Pid = 1, EndedBecause = "It exited." }, new TargetResource { Index = 1, Pid = 2 }],
        });

        var metrics = await Exposition.OfAsync(server);

        foreach (var name in new[] { "damon_resident_bytes", "damon_working_set_bytes" })
        {
            Assert.Null(metrics.Value(name, ("session", session), ("target", "0")));
            Assert.NotNull(metrics.Value(name, ("session", session), ("target", "1")));
        }

        Assert.Equal(["2"], metrics.Values("damon_target_info", "pid").Intersect(["1", "2"]));
    }

    [Fact]
    public async Task Metrics_Names_ComeAsTheyAreThroughQuotesAndBackslashes()
    {
        const string Name = """a "name" \n with \ and ü""";
        const string Pattern = """x"{\y,*=""";
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { name = Name, targets = new[] { new { command = Pattern } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000));

        var metrics = await Exposition.OfAsync(server);

        Assert.Equal(1, metrics.Value("damon_session_info", ("session", session), ("name", Name)));
        Assert.NotNull(metrics.Value("damon_resident_bytes", ("session", session), ("target", "0"), ("group", Pattern)));
        Assert.NotNull(metrics.Value("damon_resident_bytes", ("session", session), ("target", "all"), ("group", Pattern)));
    }

    [Fact]
    public async Task Metrics_CostAndBudget_AreTold()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        var before = await Exposition.OfAsync(server);
        await sampler.PushStatusAsync(new SessionStatus
        {
            SessionId = session.Id,
            State = SessionState.Running,
            Cost = new SessionCost { SamplerPercent = 0.75, TargetPercent = 0.25 },
        });

        var metrics = await Exposition.OfAsync(server);

        (string, string) id = ("session", session.Id);
        Assert.Null(before.Value("damon_sampler_cpu_percent", id));
        Assert.Null(before.Value("damon_target_cost_percent", id));
        Assert.Equal(0.75, metrics.Value("damon_sampler_cpu_percent", id));
        Assert.Equal(0.25, metrics.Value("damon_target_cost_percent", id));
        Assert.Equal(session.Attributes.Budget.SamplerPercent, metrics.Value("damon_sampler_cpu_budget_percent", id));
        Assert.Equal(session.Attributes.Budget.TargetPercent, metrics.Value("damon_target_cost_budget_percent", id));
    }

    [Theory]
    [InlineData("adaptive", 0, 2, null, 2.0)]
    [InlineData("adaptive", 3, 0, 3.0, null)]
    [InlineData("kernel", 3, 2, null, null)]
    public async Task Metrics_WhatNothingBounds_HasNoBudget(string plan, int samplerPercent, int targetPercent, double? sampler, double? target)
    {
        var (server, fake) = await shared.BeginAsync();
        using var start = await server.PostAsync(
            "sessions", new { targets = new[] { new { pid = 5 } }, attributes = new { plan, budget = new { samplerPercent, targetPercent } } });
        Assert.True(start.IsSuccessStatusCode, await start.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var session = Assert.Single(fake.Started).SessionId;

        var metrics = await Exposition.OfAsync(server);

        Assert.Equal(sampler, metrics.Value("damon_sampler_cpu_budget_percent", ("session", session)));
        Assert.Equal(target, metrics.Value("damon_target_cost_budget_percent", ("session", session)));
    }

    // What is not told must not be documented, and the other way round.
    [Fact]
    public async Task Metrics_AllOfThem_AreDocumented()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var limits = sampler.Connection.On<string, LimitReadings>(
            nameof(ISamplerClient.ReadLimits), _ => new LimitReadings(new CommandAnswer(CommandCode.Ok), [new LimitReading(0, null, "/", 2, 2, 1)]));
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(1_000));
        await sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Running, Cost = new SessionCost { SamplerPercent = 1 } });

        // A sampler that takes longer than a scrape waits for it is told of by the next one.
        string[] told;
        var tries = 0;
        do
        {
            told = [.. (await Exposition.OfAsync(server)).Families.Where(name => !name.EndsWith("_error", StringComparison.Ordinal))];
        }
        while (!told.Contains("damon_memory_charged_bytes") && ++tries < 20);

        var documented = Row().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fixtures", "prometheus.md"), TestContext.Current.CancellationToken));
        Assert.Equal(documented.Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(damon_[a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
