using System.Runtime.InteropServices;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.Ranges;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Checks accesses by the Accessed bits of the page tables: a BPF program reads them, <c>process_madvise</c> with
/// MADV_COLD clears them. One instance for one session; one loaded program serves all its targets in turn.
/// </summary>
internal sealed class PageTableOperations(PageTableProgram program, KernelLayout layout, string procRoot) : IMonitoringOperations
{
    /// <inheritdoc/>
    public ITargetOperations Open(ProcessIdentity process)
    {
        var handle = PidHandle.Open(process.Pid, out var error);
        if (handle.IsInvalid)
        {
            throw error == Libc.ESRCH
                ? Gone(process.Pid)
                : new OperationsException($"Process {process.Pid} could not be opened: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        LiveMappings? mappings = null;
        try
        {
            RefuseWithoutRights(handle, process.Pid);
            mappings = new LiveMappings(procRoot, process.Pid);
            var startTime = ReadStartTime(process);
            return new PageTableTarget(program, layout, process.Pid, startTime, handle, mappings, procRoot);
        }
        catch
        {
            mappings?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => program.Dispose();

    private static OperationsException Gone(int pid)
        => new(OperationsProblem.NoSuchProcess, $"Process {pid} does not exist any more.");

    // An empty advice changes nothing and meets the same permission checks as a real one.
    private static unsafe void RefuseWithoutRights(Microsoft.Win32.SafeHandles.SafeFileHandle handle, int pid)
    {
        var nothing = new IoVector();
        if (Libc.ProcessAdvise((int)handle.DangerousGetHandle(), &nothing, 1, Libc.MadvCold) >= 0)
        {
            return;
        }

        var error = Marshal.GetLastPInvokeError();
        throw error switch
        {
            Libc.ESRCH => Gone(pid),
            Libc.EPERM or Libc.EACCES => new OperationsException(OperationsProblem.Forbidden,
                $"The sampler may not monitor process {pid}: it needs the capabilities CAP_SYS_NICE and CAP_SYS_PTRACE."),
            Libc.ENOSYS => new OperationsException("This kernel has no process_madvise; page-table operations need Linux 6.2 or later."),
            _ => new OperationsException($"Process {pid} cannot be advised: {Marshal.GetPInvokeErrorMessage(error)}."),
        };
    }

    // The kernel's own start time is exact, and pins the process from here on; the clock ticks of /proc prove it is the right one.
    private ulong ReadStartTime(ProcessIdentity process)
    {
        var arguments = new SampleArguments { Layout = layout, Pid = (uint)process.Pid };
        program.Sample(ref arguments);
        const ulong nanosecondsPerTick = 10_000_000;
        return arguments.Result switch
        {
            RunResult.Ok or RunResult.Changed when arguments.StartTime / nanosecondsPerTick == process.StartTicks => arguments.StartTime,
            RunResult.NoMemoryMap => throw new OperationsException(OperationsProblem.Forbidden,
                $"Process {process.Pid} has no memory of its own: it is a kernel thread, or has just ended."),
            _ => throw Gone(process.Pid),
        };
    }
}
