using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Interop;

/// <summary>
/// Wakes a sleeper of the kernel's (<c>eventfd</c>, <c>ppoll</c>): a wait takes one system call and ends as exactly as a sleep
/// does. An event of the runtime's wakes up to a millisecond late, and took a second sleep for the rest.
/// </summary>
internal sealed partial class WakeEvent : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const short Readable = 1;

    private readonly SafeFileHandle _event;

    /// <exception cref="Win32Exception">The process has too many open files.</exception>
    public WakeEvent()
    {
        _event = new SafeFileHandle(EventFd(0, NonBlocking | CloseOnExec), ownsHandle: true);
        if (_event.IsInvalid)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Ends the wait that goes on, or the next one. From any thread.</summary>
    public void Set() => _ = Write(_event, 1, sizeof(ulong));

    /// <summary>Waits for so many nanoseconds, or less when a signal comes. True when <see cref="Set"/> ended it.</summary>
    public bool Wait(long ns)
    {
        var poll = new Poll(_event.DangerousGetHandle().ToInt32(), Readable, 0);
        return PPoll(ref poll, 1, Timespec.Of(ns), 0, 0) > 0 && Read(_event, out _, sizeof(ulong)) > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _event.Dispose();

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint first, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    private static partial int PPoll(ref Poll polls, nuint count, in Timespec time, nint signals, nuint signalsSize);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle file, out ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, in ulong value, nuint size);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Poll(int File, short Events, short Happened);
}
