using System.Diagnostics;
using Damon.Fixtures;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Benchmarks;

/// <summary>What one sampling tick costs, and which part of it: the BPF run, the advice, our own code.</summary>
internal static class TickCost
{
    private const int Rounds = 400;
    private const ulong PageSize = 4096;

    public static void Run(string[] arguments)
    {
        using var cold = Workload.Run("idle", "1024");
        using var hot = Workload.Run("hot", "1024", "0", "1024");
        var table = new Table("regions", "target", "us a tick", "us a region", "BPF us", "rest us", "young", "bytes a tick");
        foreach (var count in new[] { 10, 100, 1_000, 10_000 })
        {
            Measure(table, count, "cold", cold);
            Measure(table, count, "hot", hot);
        }
    }

    private static void Measure(Table table, int count, string name, Workload workload)
    {
        using var operations = Host.Operations();
        using var target = operations.Open(Host.Identity(workload.Pid));
        var (program, layout) = Host.Program();
        using var loaded = program;
        var random = new Xoshiro256(1);
        var addresses = new ulong[count];
        var answers = new AccessAnswer[count];
        var whole = new List<double>();
        var bpf = new List<double>();
        var young = 0L;
        Draw();
        target.Tick([], addresses);
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            // The tick's rhythm, so that the target gets on with its accesses and caches cool as they do in use.
            Thread.Sleep(2);
            Draw();
            bpf.Add(TimeBpf(program, layout, workload.Pid, addresses));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            target.Tick(answers, addresses);
            var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            allocated += round < Rounds / 2 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            whole.Add(time);
            young += answers.AsSpan().Count(AccessAnswer.Accessed);
        }

        var tick = Statistics.Median(whole);
        var part = Statistics.Median(bpf);
        table.Row(count, name, tick, tick / count, part, Math.Max(0, tick - part), $"{100 * young / ((long)Rounds * count)} %", allocated / (Rounds / 2));

        void Draw()
        {
            var size = (workload.End - workload.Start) / (ulong)count / PageSize;
            for (var i = 0; i < count; i++)
            {
                addresses[i] = workload.Start + (((ulong)i * size) + random.Below(size)) * PageSize;
            }
        }
    }

    private static unsafe double TimeBpf(PageTableProgram program, KernelLayout layout, int pid, ulong[] addresses)
    {
        for (var i = 0; i < addresses.Length; i++)
        {
            program.Slots[i].Check = program.Slots[i].Prepare;
            program.Slots[i].Prepare = addresses[i];
        }

        var run = new SampleArguments { Layout = layout, Pid = (uint)pid, CheckCount = (uint)addresses.Length, PrepareCount = (uint)addresses.Length };
        var start = Stopwatch.GetTimestamp();
        program.Sample(ref run);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
