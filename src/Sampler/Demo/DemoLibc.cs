using System.Runtime.InteropServices;

namespace Damon.Sampler.Demo;

/// <summary>The calls the demo needs, under their C names.</summary>
internal static partial class DemoLibc
{
    internal const int ProtReadWrite = 1 | 2;
    internal const int MapPrivateAnonymous = 0x02 | 0x20;
    internal const int MapFixedNoReplace = 0x100000;
    internal const int MadvNoHugePage = 15;
    internal const int PrSetName = 15;
    internal const int PrSetVma = 0x53564d41;
    internal const nuint PrSetVmaAnonName = 0;
    internal static readonly nint MapFailed = -1;

    [LibraryImport("libc", EntryPoint = "mmap")]
    internal static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "sbrk")]
    internal static partial nint Sbrk(nint increment);

    [LibraryImport("libc", EntryPoint = "madvise")]
    internal static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "prctl", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int PrctlNameMapping(int option, nuint what, nint address, nuint length, string name);

    [LibraryImport("libc", EntryPoint = "prctl", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int PrctlNameThread(int option, string name);
}
