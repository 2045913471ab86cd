using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Metrics;

/// <summary>A real Prometheus, a real server and a real process between them.</summary>
[Collection(Lanes.Waiting)]
public sealed class PrometheusTests
{
    private const double MiB = 1 << 20;

    [Fact]
    public async Task Prometheus_WithTheToken_AnswersWhatAProcessNeedsAndLeavesIdle_UntilTheSessionEnds()
    {
        _ = PrometheusPrograms.Server;
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await using var prometheus = await RunningPrometheus.StartAsync(stack.Address, DamonStack.Token);

        var of = $"session=\"{session.Id}\",target=\"0\"";
        var (needed, idle) = ($"damon_needed_bytes{{{of},window=\"10s\"}}", $"damon_idle_bytes{{{of},idle=\"10s\"}}");
        await prometheus.WaitForAsync(needed);

        // What was looked at first only lately is unknown: on a busy machine there is more of that.
        await prometheus.WaitForAsync($"damon_unknown_bytes{{{of}}} < {8 * MiB:0}");
        var resident = await prometheus.ValueAsync($"damon_resident_bytes{{{of}}}");
        var isNeeded = await prometheus.ValueAsync(needed);
        var isIdle = await prometheus.ValueAsync(idle);
        var error = await prometheus.ValueAsync(needed.Replace("bytes", "bytes_error", StringComparison.Ordinal));
        var rest = await prometheus.ValueAsync($"damon_resident_bytes{{{of}}} - damon_unknown_bytes{{{of}}} - ignoring (window) {needed} - ignoring (idle) {idle}");
        var up = Assert.Single(await prometheus.QueryAsync("up"));
        var rules = await prometheus.RulesAsync();
        await PrometheusPrograms.CheckAsync(await stack.Api.MetricsAsync(), "check", "metrics");
        await stack.Api.StopAsync(session.Id);
        await prometheus.WaitForAsync($"damon_resident_bytes{{{of}}}", some: false);

        // A quarter of 64 MiB is in use; what the program itself is comes on top.
        Assert.InRange(resident, 60 * MiB, 80 * MiB);
        Assert.InRange(isNeeded, 12 * MiB, 24 * MiB);
        Assert.InRange(isIdle, 24 * MiB, 56 * MiB);
        Assert.InRange(error, 0, 4 * MiB);
        Assert.Equal(0, rest);
        Assert.Equal((1, stack.Address.Authority), (up.Value, up.Labels["instance"]));
        Assert.NotEmpty(rules);
        Assert.DoesNotContain(rules, rule => rule.Health == "err");
    }

    [Fact]
    public async Task Prometheus_WithAnotherToken_IsRefused()
    {
        _ = PrometheusPrograms.Server;
        await using var stack = await DamonStack.StartAsync();
        await using var prometheus = await RunningPrometheus.StartAsync(stack.Address, "not-the-token-of-this-server");

        var up = Assert.Single(await prometheus.WaitForAsync("up"));

        Assert.Equal(0, up.Value);
        Assert.Contains("401", await prometheus.LastErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_AsDocumented_AreRulesAndFireWhenTheyShould()
    {
        await PrometheusPrograms.CheckAsync("", "check", "rules", Repository.PathOf("docs/prometheus/damon.rules.yml"));
        await PrometheusPrograms.CheckAsync("", "test", "rules", Repository.PathOf("docs/prometheus/damon.rules.test.yml"));
    }

    // A rule without a test, or one that only the page knows, is found here.
    [Fact]
    public async Task Rules_AllOfThem_AreTestedAndDocumented()
    {
        var rules = await NamesAsync("docs/prometheus/damon.rules.yml", "- alert: ");
        var tested = await NamesAsync("docs/prometheus/damon.rules.test.yml", "- alertname: ");
        var documented = await NamesAsync("docs/prometheus.md", "| `Damon");

        Assert.NotEmpty(rules);
        Assert.Equal(rules, tested);
        Assert.Equal(rules, documented.Select(name => "Damon" + name.Split('`')[0]).ToHashSet());

        static async Task<HashSet<string>> NamesAsync(string file, string before)
            => [.. (await File.ReadAllLinesAsync(Repository.PathOf(file), TestContext.Current.CancellationToken))
                .Select(line => line.Trim()).Where(line => line.StartsWith(before, StringComparison.Ordinal)).Select(line => line[before.Length..])];
    }
}
