using Damon.Confinement;
using Damon.Server.Configuration;

namespace Damon.Server.Hosting;

/// <summary>What the server never does, it cannot do any more: whoever takes it over starts no program and reads no process.</summary>
internal static class ServerRights
{
    // AF_UNIX, AF_INET, AF_INET6, and AF_NETLINK, by which the C library looks at the host's addresses.
    private static readonly uint[] Sockets = [1, 2, 10, 16];

    /// <summary>Gives it up, for the whole process and for good.</summary>
    /// <exception cref="StartupException">The kernel refuses.</exception>
    public static void GiveUp()
    {
        if (SystemCallFilter.IsKnownHere && !SystemCallFilter.Create(Sockets, RefusedCalls.OfServers).SetForProcess())
        {
            throw new StartupException("The server could not give up what it does not need: the kernel takes no filter of system calls (CONFIG_SECCOMP_FILTER).");
        }
    }
}
