using System.Runtime.InteropServices;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable.Bulk;

/// <summary>Advises whole runs of pages, 1,024 runs to a call.</summary>
internal sealed unsafe class RunAdvice(SafeFileHandle process)
{
    private readonly IoVector[] _vectors = GC.AllocateUninitializedArray<IoVector>(Libc.MaxVectors, pinned: true);
    private readonly int[] _runOf = new int[Libc.MaxVectors];

    /// <summary>Advises the runs that are not left, and notes in each whether it was done; tells how many were tried.</summary>
    /// <exception cref="OperationsException">The right to advise has been taken away.</exception>
    internal int Advise(Span<ColdRun> runs)
    {
        var (tried, next) = (0, 0);
        while (next < runs.Length)
        {
            var pending = 0;
            for (; next < runs.Length && pending < Libc.MaxVectors; next++)
            {
                if (!runs[next].IsLeft)
                {
                    _vectors[pending] = new IoVector { Base = runs[next].Range.Start, Length = runs[next].Range.Size };
                    _runOf[pending++] = next;
                }
            }

            if (pending == 0 || !TryCall(pending, out var done))
            {
                return tried;
            }

            for (var i = 0; i < done; i++)
            {
                runs[_runOf[i]].IsDone = true;
            }

            tried += Math.Min(pending, done + 1);
            if (done < pending)
            {
                // The kernel refuses this one, and has not come to those after it.
                next = _runOf[done] + 1;
            }
        }

        return tried;
    }

    // Tells how many vectors were advised as a whole; false when the process is gone.
    private bool TryCall(int pending, out int done)
    {
        nint advised;
        fixed (IoVector* vectors = _vectors)
        {
            advised = Libc.ProcessAdvise((int)process.DangerousGetHandle(), vectors, pending, Libc.MadvCold);
        }

        var error = advised < 0 ? Marshal.GetLastPInvokeError() : 0;
        AdviceRights.Require(error);
        done = 0;
        for (var left = Math.Max(0, (long)advised); done < pending && left >= (long)_vectors[done].Length; done++)
        {
            left -= (long)_vectors[done].Length;
        }

        return error != Libc.ESRCH;
    }
}
