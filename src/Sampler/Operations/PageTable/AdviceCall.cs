using System.Runtime.InteropServices;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>One call that advises pieces of a process's memory, up to 1,024 of them.</summary>
internal sealed unsafe class AdviceCall(SafeFileHandle process)
{
    private readonly IoVector[] _pieces = GC.AllocateUninitializedArray<IoVector>(Libc.MaxVectors, pinned: true);

    /// <summary>Pieces of the next call.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether no more fit.</summary>
    internal bool IsFull => Count == Libc.MaxVectors;

    /// <summary>First byte of a piece.</summary>
    internal ulong StartOf(int piece) => _pieces[piece].Base;

    /// <summary>Adds a piece.</summary>
    internal void Add(ulong start, ulong length) => _pieces[Count++] = new IoVector { Base = start, Length = length };

    /// <summary>Advises; the next call begins without pieces.</summary>
    /// <param name="isGone">Whether the process is.</param>
    /// <returns>Pieces advised as a whole: the kernel ends at the first that it refuses.</returns>
    /// <exception cref="OperationsException">The right to advise has been taken away.</exception>
    internal int Send(out bool isGone)
    {
        nint advised;
        fixed (IoVector* pieces = _pieces)
        {
            advised = Libc.ProcessAdvise((int)process.DangerousGetHandle(), pieces, Count, Libc.MadvCold);
        }

        var error = advised < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (error is Libc.EPERM or Libc.EACCES)
        {
            throw new OperationsException(OperationsProblem.Forbidden,
                "The kernel no longer lets the sampler advise the process: it needs the capabilities CAP_SYS_NICE and CAP_SYS_PTRACE.");
        }

        isGone = error == Libc.ESRCH;
        var done = 0;
        for (var left = Math.Max(0, (long)advised); done < Count && left >= (long)_pieces[done].Length; done++)
        {
            left -= (long)_pieces[done].Length;
        }

        Count = 0;
        return done;
    }
}
