using Damon.Confinement;

namespace Damon.Sampler.Configuration;

/// <summary>What the sampler may do of all that root may: read page tables and mappings, and make pages old. It has no network.</summary>
internal static class SamplerRights
{
    /// <summary>The capabilities without which nothing is monitored.</summary>
    public const Capabilities Needed = Capabilities.Bpf | Capabilities.Perfmon | Capabilities.SysNice | Capabilities.SysPtrace;

    private const uint UnixSockets = 1;

    /// <summary>Gives up everything else by starting this program anew; comes back when that is done, or failed.</summary>
    /// <param name="user">Whom to become; null for nobody else.</param>
    /// <param name="sharedMemory">Whether memory that processes of other users share is to be told.</param>
    /// <returns>Why it failed, as a sentence; null when this is the program with fewer rights.</returns>
    public static string? GiveUp(Account? user, bool sharedMemory)
    {
        if (ConfinedStart.IsDone)
        {
            return null;
        }

        var kept = sharedMemory ? Needed | Capabilities.DacOverride : Needed;
        var filter = SystemCallFilter.IsKnownHere ? SystemCallFilter.Create([UnixSockets], []) : null;
        return new ConfinedStart(kept, user, filter).Run();
    }
}
