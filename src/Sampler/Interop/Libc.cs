using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>The calls of the C library that the page-table operations take. C names and numbers stay here.</summary>
internal static unsafe partial class Libc
{
    internal const int ProtRead = 1;
    internal const int ProtWrite = 2;
    internal const int MapShared = 1;
    internal const int MapPrivate = 2;
    internal const int MapAnonymous = 0x20;

    /// <summary>Advice: these pages are not needed soon. The kernel clears their Accessed bits.</summary>
    internal const int MadvCold = 20;

    /// <summary>Advice: no transparent huge pages here.</summary>
    internal const int MadvNoHugePage = 15;

    /// <summary>Most vectors one call takes (UIO_MAXIOV).</summary>
    internal const int MaxVectors = 1024;

    internal const int EPERM = 1;
    internal const int ESRCH = 3;
    internal const int EACCES = 13;
    internal const int ENOSYS = 38;

    private const long SysProcessMadvise = 440;
    private const long SysPidfdOpen = 434;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial void* MemoryMap(void* address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int MemoryUnmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    internal static partial int MemoryAdvise(void* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    internal static partial int FormatList(byte* buffer, nuint size, byte* format, nint arguments);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(long number, nint a, nint b, nint c, nint d, nint e);

    /// <summary><c>process_madvise(2)</c>: bytes advised, or -1 with the error number set.</summary>
    internal static nint ProcessAdvise(int pidfd, IoVector* vectors, int count, int advice)
        => SystemCall(SysProcessMadvise, pidfd, (nint)vectors, count, advice, 0);

    /// <summary><c>pidfd_open(2)</c>: a descriptor that means this process and no later one of the same pid; or -1.</summary>
    internal static int OpenProcess(int pid) => (int)SystemCall(SysPidfdOpen, pid, 0, 0, 0, 0);
}
