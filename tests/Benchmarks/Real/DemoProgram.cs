using System.Diagnostics;
using Damon.Sampler.Demo;

namespace Damon.Benchmarks.Real;

/// <summary>The workload of <c>./run --demo</c>: what is hot moves, how much is hot does not.</summary>
internal sealed class DemoProgram : IProgram
{
    private readonly Process _process;

    public DemoProgram()
    {
        var isReady = false;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Damon.Sampler"), ["demo"]);

        // As ./run starts it: .NET would reserve hundreds of gigabytes of addresses.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x1000000";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "1";
        _process = Programs.Start(start);
        _process.OutputDataReceived += (_, line) => isReady |= line.Data?.Contains("ready", StringComparison.Ordinal) == true;
        Programs.Until(() => isReady, "The demo did not begin.");
        Thread.Sleep(2_000);
    }

    public string Name => "the demo";

    public IReadOnlyList<int> Pids => [_process.Id];

    /// <summary>Milliseconds: it is paced.</summary>
    public double Operations() => Environment.TickCount64;

    /// <summary>A hot area and a warm one, the window and the index: always as much.</summary>
    public double? Touched(double seconds) => (2 * DemoPattern.AreaSize) + DemoPattern.WindowSize + DemoPattern.IndexSize;

    public void Dispose() => Programs.End(_process);
}
