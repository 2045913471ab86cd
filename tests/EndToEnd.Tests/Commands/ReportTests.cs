using System.Net.Sockets;
using System.Text.Json;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Commands;

[Collection(Lanes.Waiting)]
public sealed class ReportTests
{
    private const double MiB = 1 << 20;
    private const int MemoryMiB = 64;
    private const int HotMiB = 16;

    [Fact]
    public async Task Report_AsJson_IsOneDocumentWithTheWorkloadsTruth()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", $"{MemoryMiB}", "8", $"{HotMiB}");

        var result = await command.RunAsync(stack.Address, DamonStack.Token, "report", "--pid", $"{workload.Pid}", "--for", "25s", "--json");

        Assert.True(result.ExitCode == 0, result.StandardError);
        using var document = JsonDocument.Parse(result.StandardOutput);
        var report = document.RootElement;
        var use = report.GetProperty("use");
        // What it reads all the time, and beside it a few pages of C library and stack.
        AssertNear(HotMiB, Bytes(use, "needs"), Error(use, "needs"));
        // What the first looks have not come to yet is said to be unknown, not idle.
        var unknown = use.GetProperty("unknownBytes").GetDouble();
        AssertNear(MemoryMiB - HotMiB, Bytes(use, "idle") + unknown, Error(use, "idle"));
        Assert.InRange(unknown / MiB, 0, MemoryMiB / 2);
        Assert.InRange(use.GetProperty("holdsBytes").GetInt64() / MiB, MemoryMiB * 0.97, MemoryMiB + 8);
        AssertPicture(report.GetProperty("heatmap"), workload);
        var session = await stack.Api.SessionAsync(report.GetProperty("session").GetString()!);
        Assert.Equal(SessionState.Stopped, session.State);
        Assert.Equal("Recorded by ./run report.", session.Notes);
    }

    [Fact]
    public async Task Report_NoServerAnswers_StartsOneForTheTimeAndLeavesNothingBehind()
    {
        SkipUnlessRoot();
        using var command = new LookCommand();
        using var workload = Workload.Run("hot", $"{MemoryMiB}", "8", $"{HotMiB}");

        // Long enough for ten seconds of looks on a busy machine, too.
        var result = await command.RunAsync(null, null, "report", "--pid", $"{workload.Pid}", "--for", "25s");

        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.Contains("this starts one for the time", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("used in the last 10 s; longer is not known yet", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("accessed in", result.StandardOutput, StringComparison.Ordinal);
        Assert.All(result.StandardOutput.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.DoesNotContain('\u001b', result.StandardOutput);
        Assert.Empty(command.RuntimeFolders);
        await AssertNobodyListensAsync(command.Address);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(command.TokenFile));
        Assert.False(File.Exists(command.Database + ".token"));
    }

    [Fact]
    public async Task Report_OfWhatIsMonitoredAlready_LooksAtThatSessionAndLetsItRun()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "32", "8", "8");
        var running = await stack.Api.StartAsync(workload.Pid);

        var result = await command.RunAsync(stack.Address, DamonStack.Token, "report", "--pid", $"{workload.Pid}", "--for", "15s", "--json");

        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.Contains($"({running.Id}) monitors process {workload.Pid} already: this looks at that one.", result.StandardError, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(result.StandardOutput);
        Assert.Equal((running.Id, false), (document.RootElement.GetProperty("session").GetString(), document.RootElement.GetProperty("isOwn").GetBoolean()));
        Assert.Equal(SessionState.Running, (await stack.Api.SessionAsync(running.Id)).State);
    }

    [Fact]
    public async Task Report_OfAGroup_TellsItsProcesses()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        var name = $"damon-report-{Environment.ProcessId}";
        using var first = Workload.RunNamed(name, "hot", "32", "8", "8");
        using var second = Workload.RunNamed(name, "hot", "48", "8", "8");

        var result = await command.RunAsync(stack.Address, DamonStack.Token, "report", "--command", name, "--for", "15s", "--json");

        Assert.True(result.ExitCode == 0, result.StandardError);
        using var document = JsonDocument.Parse(result.StandardOutput);
        var processes = document.RootElement.GetProperty("processes").EnumerateArray().ToDictionary(process => process.GetProperty("target").GetProperty("pid").GetInt32());
        Assert.Equal([first.Pid, second.Pid], processes.Keys.Order());
        Assert.InRange(processes[second.Pid].GetProperty("use").GetProperty("holdsBytes").GetInt64() / MiB, 46, 56);
        Assert.InRange(document.RootElement.GetProperty("use").GetProperty("holdsBytes").GetInt64() / MiB, 77, 90);
        Assert.Equal(processes[second.Pid].GetProperty("target").GetProperty("index").GetInt32(), document.RootElement.GetProperty("heatmap").GetProperty("target").GetInt32());
    }

    [Fact]
    public async Task Report_WrongTokenOrProcess_SaysWhatToDoAndPrintsNothing()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();

        var stranger = await command.RunAsync(stack.Address, "not-the-servers-token", "report", "--pid", "1", "--json");
        var nobody = await command.RunAsync(stack.Address, DamonStack.Token, "report", "--pid", "4194305", "--json");
        await stack.KillSamplerAsync();
        await Wait.UntilAsync("the sampler is gone", async () => (await stack.Api.HealthAsync()).Sampler.Status != "ok");
        var blind = await command.RunAsync(stack.Address, DamonStack.Token, "report", "--pid", "1", "--json");

        Assert.Equal((1, ""), (stranger.ExitCode, stranger.StandardOutput));
        Assert.Contains("wants another token. Give its token as Damon__Auth__Token in the environment", stranger.StandardError, StringComparison.Ordinal);
        Assert.Equal((1, ""), (nobody.ExitCode, nobody.StandardOutput));
        Assert.Contains("Process 4194305 cannot be monitored: ", nobody.StandardError, StringComparison.Ordinal);
        Assert.Equal((1, ""), (blind.ExitCode, blind.StandardOutput));
        Assert.Contains("Process 1 cannot be monitored: ", blind.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ServerGoesAway_FailsWithASentence()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "32", "8", "8");
        var words = command.Words(stack.Address, "report", "--pid", $"{workload.Pid}", "--for", "60s");
        await using var report = new RunningProgram(words[0], words[1..],
            command.Variables(DamonStack.Token).ToDictionary(variable => variable.Key, variable => variable.Value!));
        await report.WaitForLineAsync("Monitoring process", TimeSpan.FromMinutes(3));

        await stack.KillServerAsync();

        Assert.Equal(1, await report.WaitForExitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("The server has not answered for 30 seconds", report.Output, StringComparison.Ordinal);
    }

    private static void AssertNear(double trueMiB, double bytes, double error) =>
        Assert.True(Math.Abs((bytes / MiB) - trueMiB) <= (4 * error / MiB) + 2, $"{bytes / MiB:0.0} MiB ± {error / MiB:0.0} instead of {trueMiB} MiB");

    private static double Bytes(JsonElement use, string name) => use.GetProperty(name).GetProperty("bytes").GetDouble();

    private static double Error(JsonElement use, string name) => use.GetProperty(name).GetProperty("error").GetDouble();

    // The rows wholly within what is hot are hotter than those wholly outside it.
    private static void AssertPicture(JsonElement heatmap, Workload workload)
    {
        var (hot, cold) = (new List<double>(), new List<double>());
        foreach (var band in heatmap.GetProperty("bands").EnumerateArray())
        {
            var (start, end) = (Address(band, "start"), Address(band, "end"));
            var rows = band.GetProperty("rows").EnumerateArray().ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                var (low, high) = (start + ((end - start) * (ulong)i / (ulong)rows.Length), start + ((end - start) * (ulong)(i + 1) / (ulong)rows.Length));
                var rates = rows[i].EnumerateArray().Where(cell => cell.ValueKind == JsonValueKind.Number).Select(cell => cell.GetDouble()).ToArray();
                if (rates.Length > 0 && low >= workload.Start && high <= workload.End)
                {
                    (low >= workload.HotStart && high <= workload.HotEnd ? hot : low >= workload.HotEnd || high <= workload.HotStart ? cold : []).Add(rates.Average());
                }
            }
        }

        Assert.NotEmpty(hot);
        Assert.NotEmpty(cold);
        Assert.True(hot.Min() > cold.Max(), $"Hot rows: {string.Join(' ', hot)}, cold rows: {string.Join(' ', cold)}.");
    }

    private static ulong Address(JsonElement band, string name) => Convert.ToUInt64(band.GetProperty(name).GetString(), 16);

    private static async Task AssertNobodyListensAsync(Uri address)
    {
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken).AsTask());
    }

    private static void SkipUnlessRoot() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: ./run would ask for sudo's password.");
}
