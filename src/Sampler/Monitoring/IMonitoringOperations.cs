namespace Damon.Sampler.Monitoring;

/// <summary>
/// How access is checked (the kernel's <c>damon_operations</c>), for one session. The core knows nothing of how it is
/// done; the operations know nothing of regions. Used by one thread at a time.
/// </summary>
public interface IMonitoringOperations : IDisposable
{
    /// <summary>Gets ready to check accesses of one process.</summary>
    /// <param name="process">The target's process.</param>
    /// <exception cref="OperationsException">The process is gone or may not be read, or the host lacks something; the message is a sentence for the user.</exception>
    ITargetOperations Open(ProcessIdentity process);
}
