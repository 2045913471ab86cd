using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Damon.Server.Configuration;

/// <summary>What .NET does not tell.</summary>
internal static partial class NativeMethods
{
    /// <summary>The user this process runs as.</summary>
    [LibraryImport("libc")]
    internal static partial uint geteuid();

    /// <summary>The user called <paramref name="name"/>; null where there is none. For one thread: libc keeps the answer in one place.</summary>
    internal static uint? UidOf(string name)
    {
        var entry = getpwnam(name);
        // struct passwd begins with two pointers, name and password.
        return entry == 0 ? null : (uint)Marshal.ReadInt32(entry, 2 * IntPtr.Size);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getpwnam(string name);

    /// <summary><c>O_RDONLY | O_CLOEXEC</c>.</summary>
    internal const int ReadOnlyAndCloseOnExecute = 0x80000;

    /// <summary>Opens a file without a lock.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial SafeFileHandle open(string path, int flags);
}
