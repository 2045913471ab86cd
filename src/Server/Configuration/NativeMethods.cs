using System.Runtime.InteropServices;

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
}
