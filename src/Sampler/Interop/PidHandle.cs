using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Interop;

/// <summary>A pidfd: refers to one process for ever, even after its pid is used again.</summary>
internal static class PidHandle
{
    /// <summary>Opens one.</summary>
    /// <param name="pid">Process id.</param>
    /// <param name="error">The error number when the result is invalid.</param>
    internal static SafeFileHandle Open(int pid, out int error)
    {
        var fd = Libc.OpenProcess(pid);
        error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        return new SafeFileHandle(fd, ownsHandle: true);
    }
}
