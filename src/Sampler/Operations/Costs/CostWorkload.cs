using Damon.Contracts.Monitoring;
using Damon.Sampler.Interop;

namespace Damon.Sampler.Operations.Costs;

/// <summary>
/// Finds out what single steps of monitoring cost on this host, by making pages of a process of its own old while a thread
/// of that is busy on another processor. Takes about half a second, more where others are busy too.
/// </summary>
/// <param name="time">Time of day.</param>
/// <param name="obstacle">Why the operations don't work on this host; null when they do. Asked once a measurement.</param>
internal sealed class CostWorkload(TimeProvider time, Func<string?> obstacle)
{
    private const long NsPerMs = 1_000_000;
    private const double NsPerUs = 1_000;

    /// <summary>Time for the rounds, nanoseconds.</summary>
    private const long UsualNs = 1_000 * NsPerMs;

    /// <summary>Time for the rounds where too few have come off by then.</summary>
    private const long MostNs = 3_000 * NsPerMs;

    /// <summary>Rounds of each kind that are enough.</summary>
    private const int EnoughRounds = 25;

    /// <summary>How long the busy thread is watched undisturbed, at least, nanoseconds.</summary>
    private const long UndisturbedNs = 300_000;

    private const int Sweeps = 3;
    private const int Wakes = 100;
    private const int WakesPerFigure = 10;

    /// <summary>Measures. Keeps the calling thread on one processor: call it on one that ends afterwards.</summary>
    public SamplerCost Measure()
    {
        try
        {
            return obstacle() is { } reason ? Careful(reason) : MeasureAll();
        }
        catch (IOException fault)
        {
            return Careful(fault.Message);
        }
    }

    private static SamplerCost Careful(string reason) => CostSummary.Careful($"The costs can't be measured, careful defaults are used. {reason}");

    private SamplerCost MeasureAll()
    {
        var processors = ThreadAffinity.Allowed();
        if (processors.Length < 2)
        {
            return Careful("The sampler has one processor: what an advice takes from a target shows only while both run.");
        }

        var figures = new CostFigures();
        using var clock = new MonotonicClock(time);
        MeasureWakes(clock, figures);
        // What others do meanwhile is no cost of monitoring; the sooner this is over, the less they notice it.
        ThreadAffinity.Hurry();
        // Far apart: neighbours are often two threads of one core.
        ThreadAffinity.Pin(processors[^1]);
        using var target = CostTargetProcess.Run(processors[0], clock);
        MeasureSteps(clock, target, figures);
        MeasureSweeps(target, figures);
        return CostSummary.Of(figures, time.GetUtcNow());
    }

    private static void MeasureWakes(MonotonicClock clock, CostFigures figures)
    {
        clock.WaitUntil(clock.NowNs + NsPerMs);
        var deadline = clock.NowNs;
        for (var i = 0; i < Wakes; i += WakesPerFigure)
        {
            var before = MonotonicClock.ThreadCpuNs;
            for (var wake = 0; wake < WakesPerFigure; wake++)
            {
                deadline = Math.Max(deadline + NsPerMs, clock.NowNs);
                clock.WaitUntil(deadline);
            }

            figures.WakeUs.Add((MonotonicClock.ThreadCpuNs - before) / NsPerUs / WakesPerFigure);
        }
    }

    private static void MeasureSteps(MonotonicClock clock, CostTargetProcess target, CostFigures figures)
    {
        var runs = CostLayout.Runs(target.Start);
        var start = clock.NowNs;
        // The first round finds code that has never run and pages that the kernel has not sorted in yet.
        MeasureRound(clock, target, runs, round: 0, new CostFigures());
        var round = 1;
        while (figures.Fewest < EnoughRounds && clock.NowNs - start < (figures.Fewest < CostSummary.FewestRounds ? MostNs : UsualNs))
        {
            MeasureRound(clock, target, runs, round++, figures);
        }
    }

    private static void MeasureSweeps(CostTargetProcess target, CostFigures figures)
    {
        for (var i = 0; i < Sweeps; i++)
        {
            try
            {
                var pages = target.PresentPages;
                var before = MonotonicClock.ThreadCpuNs;
                target.Sweep();
                figures.SweepUs.Add((MonotonicClock.ThreadCpuNs - before) / NsPerUs / Math.Max(1, pages));
            }
            catch (UnauthorizedAccessException)
            {
                // Then it is not done to others either.
                return;
            }
        }
    }

    private static void MeasureRound(MonotonicClock clock, CostTargetProcess target, PageRuns[] runs, int round, CostFigures figures)
    {
        for (var kind = 0; kind < runs.Length; kind++)
        {
            runs[kind].MoveTo(round);
            if (target.Touch(kind, round) is null)
            {
                continue;
            }

            var cpu = 0L;
            var advised = target.Watch(() =>
            {
                var before = MonotonicClock.ThreadCpuNs;
                runs[kind].Advise(target.Handle);
                cpu = MonotonicClock.ThreadCpuNs - before;
            });
            if (advised is null)
            {
                continue;
            }

            figures.PageUs[kind].Add(cpu / NsPerUs / runs[kind].Pages);
            if (kind == 0)
            {
                MeasureTarget(clock, target, runs[kind], round, advised.Value, figures);
            }
        }
    }

    /// <summary>What the advices just given to single pages have taken from the target.</summary>
    private static void MeasureTarget(MonotonicClock clock, CostTargetProcess target, PageRuns runs, int round, BusySpan advised, CostFigures figures)
    {
        // The same calls on pages that are old already change nothing and flush nothing.
        var undisturbed = target.Watch(() =>
        {
            for (var end = clock.NowNs + Math.Max(UndisturbedNs, advised.Ns / 2); clock.NowNs < end;)
            {
                runs.Advise(target.Handle);
            }
        });
        if (undisturbed is { } without)
        {
            figures.FlushUs.Add(advised.LossUs(without, runs.Count));
        }

        if (target.Touch(0, round) is var (first, again))
        {
            figures.ReaccessUs.Add((first - again) / NsPerUs / runs.Pages);
        }
    }
}
