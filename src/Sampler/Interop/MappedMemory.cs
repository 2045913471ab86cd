using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>Owns one <c>mmap</c>ed range.</summary>
internal sealed unsafe class MappedMemory : SafeHandle
{
    private const nint Failed = -1;
    private readonly nuint _length;

    private MappedMemory(nint address, nuint length)
        : base(Failed, ownsHandle: true)
    {
        _length = length;
        SetHandle(address);
    }

    public override bool IsInvalid => handle == Failed;

    internal void* Address => (void*)handle;

    /// <summary>Maps a descriptor for reading and writing, shared with the kernel.</summary>
    /// <exception cref="IOException">The kernel refused.</exception>
    internal static MappedMemory OfDescriptor(int fd, nuint length)
        => Checked(Libc.MemoryMap(null, length, Libc.ProtRead | Libc.ProtWrite, Libc.MapShared, fd, 0), length);

    /// <summary>Private zeroed memory of this process.</summary>
    /// <exception cref="IOException">The kernel refused.</exception>
    internal static MappedMemory Anonymous(nuint length)
        => Checked(Libc.MemoryMap(null, length, Libc.ProtRead | Libc.ProtWrite, Libc.MapPrivate | Libc.MapAnonymous, -1, 0), length);

    protected override bool ReleaseHandle() => Libc.MemoryUnmap((void*)handle, _length) == 0;

    private static MappedMemory Checked(void* address, nuint length)
        => (nint)address == Failed
            ? throw new IOException($"Memory could not be mapped: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.")
            : new MappedMemory((nint)address, length);
}
