using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>
/// The other sessions of the sampler with the same operations: two on one process would clear the bits that the other waits
/// for. From any thread.
/// </summary>
/// <param name="gate">Held by whoever gives a process to a session, so that two can't pass each other.</param>
/// <param name="find">The id of the session that has a process; null when none has.</param>
internal sealed class OtherSessions(Lock gate, Func<ProcessIdentity, string?> find)
{
    /// <summary>Does something with a process unless another session has it.</summary>
    /// <returns>The id of that session; null when it was done.</returns>
    public string? Unless(ProcessIdentity process, Action give)
    {
        lock (gate)
        {
            var holder = find(process);
            if (holder is null)
            {
                give();
            }

            return holder;
        }
    }
}
