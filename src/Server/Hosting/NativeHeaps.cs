using System.Runtime.InteropServices;

namespace Damon.Server.Hosting;

/// <summary>
/// Keeps the C library from giving every thread a heap of its own: packing and the database ask for some megabytes now on this
/// thread, now on that, and each of these heaps keeps what it was once asked for.
/// </summary>
internal static partial class NativeHeaps
{
    /// <summary><c>M_ARENA_MAX</c>.</summary>
    private const int MostArenas = -8;

    private const int Few = 2;

    /// <summary>Has few heaps made from now on; call it before there are threads.</summary>
    public static void KeepFew()
    {
        try
        {
            _ = mallopt(MostArenas, Few);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which has no such heaps.
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int what, int value);
}
