using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Damon.Sampler.Interop;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Procfs;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.Costs;

/// <summary>A <see cref="CostTarget"/> that runs, seen from the sampler.</summary>
internal sealed unsafe class CostTargetProcess : IDisposable
{
    private const long NsPerMs = 1_000_000;

    /// <summary>How long it may take to come up, nanoseconds.</summary>
    private const long StartNs = 10_000 * NsPerMs;

    /// <summary>How long its busy thread is waited for, nanoseconds.</summary>
    private const long PatienceNs = 100 * NsPerMs;

    private readonly MonotonicClock _clock;
    private readonly SafeFileHandle _file;
    private readonly MappedMemory _shared;
    private readonly Process _process;
    private readonly SafeFileHandle _handle;

    private CostTargetProcess(int processor, MonotonicClock clock, SafeFileHandle file, MappedMemory shared)
    {
        (_clock, _file, _shared) = (clock, file, shared);
        _process = Launch(processor, (int)file.DangerousGetHandle());
        _handle = PidHandle.Open(_process.Id, out _);
    }

    /// <summary>Where its memory begins.</summary>
    public ulong Start => Volatile.Read(ref Board->Start);

    /// <summary>A pidfd of it.</summary>
    public int Handle => (int)_handle.DangerousGetHandle();

    private CostBoard* Board => (CostBoard*)_shared.Address;

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="processor">Where its busy thread runs.</param>
    /// <param name="clock">Bounds the waiting.</param>
    /// <exception cref="IOException">It did not come up.</exception>
    public static CostTargetProcess Run(int processor, MonotonicClock clock)
    {
        var file = MemoryFile.Create(CostLayout.PageSize);
        MappedMemory? shared = null;
        CostTargetProcess target;
        try
        {
            shared = MappedMemory.OfDescriptor((int)file.DangerousGetHandle(), CostLayout.PageSize);
            target = new CostTargetProcess(processor, clock, file, shared);
        }
        catch
        {
            shared?.Dispose();
            file.Dispose();
            throw;
        }

        // Without spinning: this may be the processor it has to start on.
        for (var deadline = clock.NowNs + StartNs; target.Start == 0;)
        {
            if (target._process.HasExited || clock.NowNs > deadline)
            {
                target.Dispose();
                throw new IOException("The process to measure on did not come up.");
            }

            clock.WaitUntil(clock.NowNs + NsPerMs);
        }

        return target;
    }

    /// <summary>Has the pages of a kind of runs accessed twice.</summary>
    /// <param name="kind">Number of the kind.</param>
    /// <param name="round">Decides where they lie.</param>
    /// <returns>CPU time of each pass, nanoseconds; null when it did not come to run.</returns>
    public (long FirstNs, long AgainNs)? Touch(int kind, int round)
    {
        Board->Round = round;
        Volatile.Write(ref Board->Wanted, kind + 1);
        for (var deadline = _clock.NowNs + PatienceNs; Volatile.Read(ref Board->Wanted) != 0;)
        {
            if (_clock.NowNs > deadline)
            {
                return null;
            }
        }

        return (Board->FirstNs, Board->AgainNs);
    }

    /// <summary>Does something and tells what the busy thread did meanwhile.</summary>
    /// <returns>Null when its processor was taken away, or it did not come to run.</returns>
    public BusySpan? Watch(Action work)
    {
        if (!Runs())
        {
            return null;
        }

        var takenAway = Volatile.Read(ref Board->TakenAway);
        var (start, first) = (_clock.NowNs, Volatile.Read(ref Board->Iterations));
        work();
        var span = new BusySpan(_clock.NowNs - start, Volatile.Read(ref Board->Iterations) - first);
        // Whether it was interrupted at the end is known when it has gone on.
        return Runs() && Volatile.Read(ref Board->TakenAway) == takenAway && span.Iterations > 0 ? span : null;
    }

    /// <summary>Its present pages.</summary>
    public long PresentPages
    {
        get
        {
            using var size = new ResidentSize("/proc", _process.Id);
            return (size.Read() ?? 0) / Environment.SystemPageSize;
        }
    }

    /// <summary>Makes all of its memory old at once.</summary>
    /// <exception cref="UnauthorizedAccessException">The sampler may not.</exception>
    public void Sweep() => AccessedBits.ClearAll("/proc", _process.Id);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _handle.Dispose();
        _shared.Dispose();
        _file.Dispose();
    }

    private static Process Launch(int processor, int board)
    {
        string[] order =
        [
            CostTarget.Verb,
            processor.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{board}"),
        ];
        var program = Path.Combine(AppContext.BaseDirectory, "Damon.Sampler");
        var host = Environment.ProcessPath ?? "";
        var start = Path.GetFileName(host) == "dotnet" ? new ProcessStartInfo(host, [$"{program}.dll", .. order]) : new ProcessStartInfo(program, order);
        // It ends when this end of the pipe is closed, however this process ends.
        start.RedirectStandardInput = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"The process to measure on could not be started: {fault.Message}.");
        }
    }

    private bool Runs()
    {
        // Two more: the first may have begun before.
        var seen = Volatile.Read(ref Board->Iterations);
        for (var deadline = _clock.NowNs + PatienceNs; Volatile.Read(ref Board->Iterations) < seen + 2;)
        {
            if (_clock.NowNs > deadline)
            {
                return false;
            }
        }

        return true;
    }
}
