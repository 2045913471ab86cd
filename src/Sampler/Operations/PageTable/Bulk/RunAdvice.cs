using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable.Bulk;

/// <summary>Advises whole runs of pages, 1,024 runs to a call.</summary>
internal sealed class RunAdvice(SafeFileHandle process)
{
    private readonly AdviceCall _call = new(process);
    private readonly int[] _runOf = new int[Libc.MaxVectors];

    /// <summary>Advises the runs that are not left, and notes in each whether it was done; tells how many were tried.</summary>
    /// <exception cref="OperationsException">The right to advise has been taken away.</exception>
    internal int Advise(Span<ColdRun> runs)
    {
        var (tried, next) = (0, 0);
        while (next < runs.Length)
        {
            for (; next < runs.Length && !_call.IsFull; next++)
            {
                if (!runs[next].IsLeft)
                {
                    _runOf[_call.Count] = next;
                    _call.Add(runs[next].Range.Start, runs[next].Range.Size);
                }
            }

            var asked = _call.Count;
            if (asked == 0)
            {
                return tried;
            }

            var done = _call.Send(out var isGone);
            if (isGone)
            {
                return tried;
            }

            for (var i = 0; i < done; i++)
            {
                runs[_runOf[i]].IsDone = true;
            }

            tried += Math.Min(asked, done + 1);
            if (done < asked)
            {
                // The kernel refuses this one, and has not come to those after it.
                next = _runOf[done] + 1;
            }
        }

        return tried;
    }
}
