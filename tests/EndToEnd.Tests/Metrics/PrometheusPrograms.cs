using CliWrap;
using CliWrap.Buffered;

namespace Damon.EndToEnd.Tests.Metrics;

/// <summary>Prometheus and its tool as Debian builds them: installed, or unpacked by <c>./test</c>.</summary>
internal static class PrometheusPrograms
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), Repository.PathOf("artifacts/prometheus/usr/bin")];

    /// <summary>The server.</summary>
    public static string Server => Find("prometheus");

    /// <summary>Runs the tool, which must find nothing to complain about, and answers what it printed.</summary>
    public static async Task<string> CheckAsync(string input, params string[] arguments)
    {
        var result = await Cli.Wrap(Find("promtool")).WithArguments(arguments).WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        var output = result.StandardOutput + result.StandardError;
        Assert.True(result.ExitCode == 0, $"promtool {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{output}");
        return output;
    }

    private static string Find(string name)
    {
        var path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"Debian's package prometheus is neither installed nor unpacked by ./test: there is no {name}.");
        return path!;
    }
}
