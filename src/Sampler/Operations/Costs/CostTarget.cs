using System.Runtime.CompilerServices;
using Damon.Sampler.Interop;

namespace Damon.Sampler.Operations.Costs;

/// <summary>
/// The process that the sampler monitors to find out what that costs: this program, run once more. A thread that never
/// rests walks over a few pages and looks at the clock. What an advice takes from it, the interruption and the
/// translations it has to look up again, shows as iterations it did not make. A process of its own, because on its own
/// memory the sampler would flush its own translations too, which was seen to take four times as long.
/// </summary>
internal sealed unsafe class CostTarget
{
    /// <summary>The argument that makes this program such a process; the busy thread's processor and the board's file follow.</summary>
    public const string Verb = "cost-target";

    /// <summary>No flush holds a thread up for so long: something else had the processor. Nanoseconds.</summary>
    private const long TakenAwayNs = 1_000_000;

    private readonly CostBoard* _board;
    private readonly PageRuns[] _runs;
    private readonly byte* _busy;
    private readonly MonotonicClock _clock;

    private CostTarget(CostBoard* board, ulong start, MonotonicClock clock)
    {
        (_runs, _clock) = (CostLayout.Runs(start), clock);
        _board = board;
        _busy = (byte*)CostLayout.Busy(start);
    }

    /// <summary>Runs until there is no more input.</summary>
    /// <param name="processor">Where its busy thread runs.</param>
    /// <param name="board">Path of the board's file.</param>
    /// <param name="input">Ends with the sampler.</param>
    /// <param name="time">Time of day.</param>
    /// <returns>The exit code.</returns>
    public static int Run(int processor, string board, TextReader input, TimeProvider time)
    {
        ThreadAffinity.Hurry();
        using var file = File.Open(board, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using var shared = MappedMemory.OfDescriptor((int)file.SafeFileHandle.DangerousGetHandle(), CostLayout.PageSize);
        using var memory = MappedMemory.Anonymous((nuint)(CostLayout.Length + CostLayout.Block));
        using var clock = new MonotonicClock(time);
        var start = ((ulong)memory.Address + CostLayout.Block - 1) & ~(CostLayout.Block - 1);
        // Pages of a huge page can't be advised one by one. Where there are none, the advice is refused and not needed.
        _ = Libc.MemoryAdvise((void*)start, (nuint)CostLayout.Length, Libc.MadvNoHugePage);
        var target = new CostTarget((CostBoard*)shared.Address, start, clock);
        new Thread(() => target.Work(processor, start)) { IsBackground = true }.Start();
        while (input.Read() >= 0)
        {
        }

        // Not through the busy thread, which still uses what would be disposed of.
        Environment.Exit(0);
        return 0;
    }

    private void Work(int processor, ulong start)
    {
        ThreadAffinity.Pin(processor);
        CostLayout.All(start).Fill();
        // The newest pages of a processor wait before the kernel sorts them in, and can't be made old until others push them on.
        new PageRuns(CostLayout.Busy(start), CostLayout.Block, pages: 4 * CostLayout.BusyPages, count: 1).Fill();
        Volatile.Write(ref _board->Start, start);
        Spin();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spin()
    {
        var before = _clock.NowNs;
        for (var i = 1L; ; i++)
        {
            Volatile.Write(ref _busy[((int)i & (CostLayout.BusyPages - 1)) * CostLayout.PageSize], (byte)i);
            var now = _clock.NowNs;
            if (now - before > TakenAwayNs)
            {
                Volatile.Write(ref _board->TakenAway, _board->TakenAway + 1);
            }

            before = now;
            var wanted = Volatile.Read(ref _board->Wanted);
            if (wanted != 0)
            {
                _runs[wanted - 1].MoveTo((int)_board->Round);
                Touch(_runs[wanted - 1]);
                before = _clock.NowNs;
            }

            Volatile.Write(ref _board->Iterations, i);
        }
    }

    private void Touch(PageRuns runs)
    {
        var start = MonotonicClock.ThreadCpuNs;
        runs.Touch();
        var middle = MonotonicClock.ThreadCpuNs;
        runs.Touch();
        _board->FirstNs = middle - start;
        _board->AgainNs = MonotonicClock.ThreadCpuNs - middle;
        Volatile.Write(ref _board->Wanted, 0);
    }
}
