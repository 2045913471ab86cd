using Damon.Run.Processes;

namespace Damon.Run.Tests.Processes;

public sealed class RunProcessesTests : IDisposable
{
    private readonly ReadableFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder.Root, "log");

    [Fact]
    public async Task WaitForEnd_OneEnds_AnswersItAndItsStatus()
    {
        await using var processes = Processes();
        processes.Start(new GuardedCommand(Part.Server, ["sleep", "1000"]));
        processes.Start(new GuardedCommand(Part.Workload, ["sh", "-c", "exit 5"]));

        var ended = await processes.WaitForEndAsync(Cancel);

        Assert.Equal(Part.Workload, ended.Part);
        Assert.Equal(5, await ended.Completion);
    }

    [Fact]
    public async Task Start_WithLogAndVariables_WritesThereWhatItPrints()
    {
        await using var processes = Processes();
        var command = new GuardedCommand(Part.Workload, ["sh", "-c", "echo $COLOUR; echo $1 >&2", "sh", "a  b"])
        {
            Log = Log,
            Variables = new Dictionary<string, string> { ["COLOUR"] = "red" },
        };

        await processes.Start(command).Completion;

        Assert.Equal("red\na b\n", await File.ReadAllTextAsync(Log, Cancel));
    }

    [Fact]
    public async Task Start_ProgramThatWritesToAClosedPipe_EndsByTheSignalAsUsual()
    {
        using var pipes = new BrokenPipes();
        await using var processes = Processes();

        await processes.Start(new GuardedCommand(Part.Workload, ["bash", "-c", "yes | head -n 1; echo ${PIPESTATUS[0]}"]) { Log = Log }).Completion;

        const int SignalledByBrokenPipe = 128 + 13;
        Assert.Equal($"y\n{SignalledByBrokenPipe}\n", await File.ReadAllTextAsync(Log, Cancel));
    }

    [Fact]
    public async Task Dispose_StopsTheSamplerBeforeTheServer()
    {
        await using (var processes = Processes())
        {
            processes.Start(Noting(Part.Server));
            processes.Start(Noting(Part.Sampler));
            processes.Start(Noting(Part.Workload));
            while (!Directory.GetFiles(_folder.Root, "*.started").Skip(2).Any())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            }
        }

        Assert.Equal("workload\nsampler\nserver\n", await File.ReadAllTextAsync(Log, Cancel));
    }

    public void Dispose() => _folder.Dispose();

    private static string Guard()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Damon.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "eng/guarded");
    }

    private RunProcesses Processes() => new(Guard(), _folder.Root);

    private GuardedCommand Noting(string part) =>
        new(part, ["bash", "-c", $"trap 'echo {part} >>{Log}; exit' TERM; touch {_folder.Root}/{part}.started; while :; do sleep 0.05; done"]);
}
