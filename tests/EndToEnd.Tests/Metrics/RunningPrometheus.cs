using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Damon.EndToEnd.Tests.Metrics;

/// <summary>A Prometheus with the documented configuration and rules, on a port and with data of its own, that scrapes one server every second.</summary>
internal sealed class RunningPrometheus : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _program;
    private readonly HttpClient _client;

    private RunningPrometheus(TemporaryFolder folder, RunningProgram program, Uri address)
    {
        _folder = folder;
        _program = program;
        _client = new HttpClient { BaseAddress = new Uri(address, "api/v1/") };
    }

    /// <summary>Starts one and returns when it is ready.</summary>
    /// <param name="damon">The server to scrape.</param>
    /// <param name="token">What it shows.</param>
    public static async Task<RunningPrometheus> StartAsync(Uri damon, string token)
    {
        var program = PrometheusPrograms.Server;
        var folder = new TemporaryFolder();
        var documented = await File.ReadAllTextAsync(Repository.PathOf("docs/prometheus/prometheus.yml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.PathOf("prometheus.yml"), Replace(Replace(documented, "127.0.0.1:5200", damon.Authority), "15s", "1s"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.PathOf("damon.token"), token, TestContext.Current.CancellationToken);
        File.Copy(Repository.PathOf("docs/prometheus/damon.rules.yml"), folder.PathOf("damon.rules.yml"));
        await PrometheusPrograms.CheckAsync("", "check", "config", folder.PathOf("prometheus.yml"));
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var started = new RunningPrometheus(
            folder,
            new RunningProgram(program, [$"--config.file={folder.PathOf("prometheus.yml")}", $"--storage.tsdb.path={folder.PathOf("data")}", $"--web.listen-address={address.Authority}"]),
            address);
        try
        {
            await started._program.WaitForLineAsync("Server is ready to receive web requests");
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>The values that an expression has now, each with the labels of its series.</summary>
    public async Task<IReadOnlyList<(Dictionary<string, string> Labels, double Value)>> QueryAsync(string expression)
    {
        var result = (await DataAsync($"query?query={Uri.EscapeDataString(expression)}")).GetProperty("result");
        return [.. result.EnumerateArray().Select(series => (
            series.GetProperty("metric").Deserialize<Dictionary<string, string>>()!,
            double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)))];
    }

    /// <summary>The one value that an expression has now.</summary>
    public async Task<double> ValueAsync(string expression) => Assert.Single(await QueryAsync(expression)).Value;

    /// <summary>Waits until an expression has values, or has none any more, and answers them.</summary>
    public async Task<IReadOnlyList<(Dictionary<string, string> Labels, double Value)>> WaitForAsync(string expression, bool some = true)
    {
        IReadOnlyList<(Dictionary<string, string>, double)> found = [];
        await Wait.UntilAsync($"{expression} has {(some ? "values" : "no values")}", async () =>
        {
            Assert.False(_program.HasExited, $"Prometheus has ended:\n{_program.Output}");
            found = await QueryAsync(expression);
            return found.Count > 0 == some;
        });
        return found;
    }

    /// <summary>Names of the alerting rules that were evaluated, with the fault that was found.</summary>
    public async Task<IReadOnlyList<(string Name, string Health)>> RulesAsync()
        => [.. (await DataAsync("rules")).GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Select(rule => (rule.GetProperty("name").GetString()!, rule.GetProperty("health").GetString()!))];

    /// <summary>Why the server could not be scraped; empty when it could.</summary>
    public async Task<string> LastErrorAsync()
        => (await DataAsync("targets")).GetProperty("activeTargets")[0].GetProperty("lastError").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private static string Replace(string text, string old, string wanted)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, wanted, StringComparison.Ordinal);
    }

    private async Task<JsonElement> DataAsync(string path)
        => (await _client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken)).GetProperty("data");
}
