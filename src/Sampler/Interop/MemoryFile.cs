using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Interop;

/// <summary>A file in memory without a name: another process of the same user opens it as <c>/proc/PID/fd/N</c>.</summary>
internal static partial class MemoryFile
{
    private const uint CloseOnExec = 1;

    /// <summary>Makes one, filled with zeros.</summary>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="IOException">The kernel refused.</exception>
    internal static SafeFileHandle Create(long bytes)
    {
        var handle = new SafeFileHandle(MemfdCreate("damon-costs", CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || Truncate((int)handle.DangerousGetHandle(), bytes) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new IOException($"A file in memory could not be made: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        return handle;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemfdCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int Truncate(int fd, long bytes);
}
