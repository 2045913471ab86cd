using System.Runtime.InteropServices;

namespace Damon.Confinement;

/// <summary>Calls of the C library and of the kernel. C names and numbers stay here.</summary>
internal static unsafe partial class Native
{
    internal const int EPERM = 1;
    internal const int ENOSYS = 38;
    internal const int EAFNOSUPPORT = 97;

    private const int PR_SET_KEEPCAPS = 8;
    private const int PR_SET_SECCOMP = 22;
    private const int PR_CAPBSET_DROP = 24;
    private const int PR_SET_NO_NEW_PRIVS = 38;
    private const int PR_CAP_AMBIENT = 47;
    private const int PR_CAP_AMBIENT_RAISE = 2;
    private const int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    private const int CLONE_NEWNET = 0x40000000;
    private const uint LINUX_CAPABILITY_VERSION_3 = 0x20080522;
    private const int SECCOMP_MODE_FILTER = 2;
    private const int SECCOMP_SET_MODE_FILTER = 1;
    private const int SECCOMP_FILTER_FLAG_TSYNC = 1;

    // Of x86-64, and by number: the C library's wrappers would change all threads, of which some wait for good.
    private const long SysSetGroups = 116;
    private const long SysSetResUid = 117;
    private const long SysSetResGid = 119;
    private const long SysCapSet = 126;
    private const long SysSeccomp = 317;

    /// <summary>The user this process runs as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Execute(string path, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(long number, nint a, nint b, nint c);

    internal static bool LeaveNetwork() => Unshare(CLONE_NEWNET) == 0;

    internal static bool DropFromBounds(int capability) => Control(PR_CAPBSET_DROP, (nuint)capability, 0, 0, 0) == 0;

    internal static bool KeepCapabilities() => Control(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0;

    internal static bool RaiseAmbient(int capability) => Control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, (nuint)capability, 0, 0) == 0;

    internal static bool ClearAmbient() => Control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0;

    internal static bool SetNoNewPrivileges() => Control(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;

    internal static bool Become(Account account) =>
        SystemCall(SysSetGroups, 0, 0, 0) == 0
        && SystemCall(SysSetResGid, (nint)account.Gid, (nint)account.Gid, (nint)account.Gid) == 0
        && SystemCall(SysSetResUid, (nint)account.Uid, (nint)account.Uid, (nint)account.Uid) == 0;

    internal static bool SetCapabilities(Capabilities held, Capabilities inheritable)
    {
        var header = stackalloc uint[] { LINUX_CAPABILITY_VERSION_3, 0 };
        var data = stackalloc uint[]
        {
            Low(held), Low(held), Low(inheritable),
            High(held), High(held), High(inheritable),
        };
        return SystemCall(SysCapSet, (nint)header, (nint)data, 0) == 0;
    }

    internal static bool SetFilter(FilterStep[] steps, bool allThreads)
    {
        fixed (FilterStep* first = steps)
        {
            // struct sock_fprog: the length, and behind its padding the steps.
            var program = stackalloc ulong[] { (ulong)steps.Length, (ulong)first };
            // For one thread by the older call, which the filters of units and containers allow.
            return allThreads
                ? SystemCall(SysSeccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, (nint)program) == 0
                : Control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (nuint)program, 0, 0) == 0;
        }
    }

    private static uint Low(Capabilities set) => (uint)((ulong)set & uint.MaxValue);

    private static uint High(Capabilities set) => (uint)((ulong)set >> 32);
}
