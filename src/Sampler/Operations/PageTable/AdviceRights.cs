using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>The rights that an advice to another process takes.</summary>
internal static class AdviceRights
{
    /// <summary>Makes a sentence of an error that says they are gone.</summary>
    /// <param name="error">Error number of an advice; 0 for none.</param>
    /// <exception cref="OperationsException">They are.</exception>
    internal static void Require(int error)
    {
        if (error is Libc.EPERM or Libc.EACCES)
        {
            throw new OperationsException(OperationsProblem.Forbidden,
                "The kernel no longer lets the sampler advise the process: it needs CAP_SYS_NICE and CAP_SYS_PTRACE, or to run as root.");
        }
    }
}
