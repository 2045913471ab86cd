using System.Diagnostics;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Sessions;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Live;

/// <summary>Programs of this host: executed by another one, and what is told of their memory.</summary>
[Collection(nameof(LiveCollection))]
public sealed class ProgramLiveTests : IDisposable
{
    private static readonly string[] AsPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];

    private readonly RecordingOutput _output = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damon-programs-");
    private readonly List<Process> _processes = [];

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Session_ShellThatExecutesAProgram_TellsItAndGoesOn()
    {
        using var manager = LiveSampler.Start(LiveSampler.Processes(), _output);

        // Each waits for a line, so that the test says when.
        var shell = Start("sh", "-c", "read line; exec sleep 60");
        await StartAsync(manager, shell.Id);
        await _output.First<MappingSet>(set => set.Mappings.Any(mapping => mapping.Name.EndsWith("sh", StringComparison.Ordinal)));
        await shell.StandardInput.WriteLineAsync("go");

        var status = await _output.First<SessionStatus>(one => one.Targets[0].EarlierPrograms.Count > 0);
        var target = status.Targets[0];
        Assert.Equal((SessionState.Running, shell.Id, "sleep", "sleep 60", null), (status.State, target.Pid, target.Name, target.CommandLine, target.EndedBecause));
        var earlier = Assert.Single(target.EarlierPrograms);
        Assert.Equal(("sh", "sh -c read line; exec sleep 60"), (earlier.Name, earlier.CommandLine));

        var mapped = await _output.First<MappingSet>(set => set.Mappings.Any(mapping => mapping.Name.EndsWith("/sleep", StringComparison.Ordinal)));
        Assert.True(mapped.AtUs >= earlier.UntilUs);
        await _output.First<Snapshot>(one => one.StartUs > mapped.AtUs && one.Regions.Any(region => mapped.Mappings.Any(mapping => mapping.Kind == MappingKind.Stack && region.Start < mapping.End && mapping.Start < region.End)));
        await manager.EndAllAsync("The test is over.");
    }

    [Fact]
    public async Task Session_Java_TellsHeapCodeStacksAndArenas()
    {
        Assert.SkipUnless(IsThere("java"), "There is no Java here.");
        var source = Path.Combine(_folder.FullName, "Wait.java");
        await File.WriteAllTextAsync(source, "public class Wait { public static void main(String[] a) throws Exception { System.out.println(); Thread.sleep(60000); } }", TestContext.Current.CancellationToken);
        using var manager = LiveSampler.Start(LiveSampler.Processes(), _output);
        var java = Start("java", "-Xmx256m", "-XX:+UseSerialGC", source);
        await java.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await StartAsync(manager, java.Id);

        var set = await _output.First<MappingSet>(one => Of(one, "thread stack").Any() && Of(one, "Java heap").Any());
        Assert.InRange(Of(set, "Java heap").Sum(Size), 8 << 20, 256 << 20);
        Assert.All(Of(set, "JIT code"), mapping => Assert.Equal('x', mapping.Permissions[2]));
        Assert.NotEmpty(Of(set, "JIT code"));
        Assert.NotEmpty(Of(set, "malloc arena"));
        await manager.EndAllAsync("The test is over.");
    }

    [Fact]
    public async Task Session_Postgres_TellsItsSharedBuffers()
    {
        var bin = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin/" : null;
        Assert.SkipWhen(bin is null, "There is no PostgreSQL here.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "PostgreSQL does not run as root, and only root can be somebody else.");
        var data = Path.Combine(_folder.FullName, "data");
        await RunAsync("chmod", "755", _folder.FullName);
        await RunAsync("install", "-d", "-o", "postgres", "-m", "700", data);
        await RunAsync([.. AsPostgres, bin + "initdb", "-D", data, "--auth=trust"]);
        using var manager = LiveSampler.Start(LiveSampler.Processes(), _output);
        var postgres = Start([.. AsPostgres, bin + "postgres", "-D", data, "-c", "shared_buffers=64MB", "-c", "listen_addresses=", "-c", $"unix_socket_directories={data}"]);
        await StartAsync(manager, postgres.Id);

        var set = await _output.First<MappingSet>(one => Of(one, "PostgreSQL shared buffers").Any());
        Assert.InRange(Size(Assert.Single(Of(set, "PostgreSQL shared buffers"))), 64 << 20, 96 << 20);
        await manager.EndAllAsync("The test is over.");

        // Killed, it would leave a segment of SysV memory behind.
        await RunAsync([.. AsPostgres, bin + "pg_ctl", "-D", data, "-m", "immediate", "stop"]);
    }

    private static IEnumerable<Mapping> Of(MappingSet set, string use) => set.Mappings.Where(mapping => mapping.Use == use);

    private static long Size(Mapping mapping) => (long)(mapping.End - mapping.Start);

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task StartAsync(SessionManager manager, int pid)
    {
        var answer = await manager.StartSession(SamplerFixture.Order("a", pid) with { Attributes = new MonitoringAttributes() });
        Assert.Equal((CommandCode.Ok, null), (answer.Answer.Code, answer.Answer.Message));
    }

    private async Task RunAsync(params string[] words)
    {
        var process = Start(words);
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start(params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _processes.Add(process);
        return process;
    }
}
