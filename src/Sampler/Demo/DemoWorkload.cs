using System.Runtime.InteropServices;

namespace Damon.Sampler.Demo;

/// <summary>
/// <c>Damon.Sampler demo</c>: an ordinary process, apart from the sampler, with something to see. Runs until SIGTERM or
/// SIGINT.
/// </summary>
internal static class DemoWorkload
{
    /// <summary>Below the default sampling interval of 5 ms, so that hot memory is accessed in every sample.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    /// <summary>The warm area is touched once in so many rounds, which is in one of a handful of samples.</summary>
    private const int WarmEvery = 8;

    internal static int Run(TextWriter output, TimeProvider time)
    {
        // On the main thread, whose name is the process's.
        _ = DemoLibc.PrctlNameThread(DemoLibc.PrSetName, "damon-demo");
        using var ended = new ManualResetEventSlim();
        using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        var pattern = new DemoPattern();
        DemoMemory memory;
        try
        {
            memory = new DemoMemory(pattern.Areas);
        }
        catch (InvalidOperationException problem)
        {
            output.WriteLine(problem.Message);
            return 1;
        }

        output.WriteLine($"The demo is ready: process {Environment.ProcessId}, {pattern.Areas[^1].End >> 20} MiB.");
        Work(memory, pattern, time, ended);
        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Set();
        }
    }

    private static void Work(DemoMemory memory, DemoPattern pattern, TimeProvider time, ManualResetEventSlim ended)
    {
        var started = time.GetTimestamp();
        for (var round = 0L; !ended.IsSet; round++)
        {
            var elapsed = time.GetElapsedTime(started);
            Touch(memory, pattern.Areas[DemoPattern.HotAt(elapsed)]);
            if (round % WarmEvery == 0)
            {
                Touch(memory, pattern.Areas[DemoPattern.WarmAt(elapsed)]);
            }

            var window = pattern.WindowStartAt(elapsed);
            memory.Touch(window, window + DemoPattern.WindowSize);
            Touch(memory, pattern.Index);
            ended.Wait(Pause);
        }
    }

    private static void Touch(DemoMemory memory, DemoArea area) => memory.Touch(area.Start, area.End);
}
