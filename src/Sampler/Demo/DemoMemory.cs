using System.Runtime.CompilerServices;

namespace Damon.Sampler.Demo;

/// <summary>Resident memory in named areas; ends with the process.</summary>
internal sealed class DemoMemory
{
    internal const int PageSize = 4096;

    /// <summary>
    /// Room left for the heap below the demo's memory. Next to the heap it lies in another of the three regions the
    /// monitoring begins with than .NET's own gigabytes of addresses.
    /// </summary>
    private const long RoomForHeap = 16L << 20;

    private readonly nint _start;

    /// <summary>Maps and writes all <paramref name="areas"/>, one after the other.</summary>
    /// <exception cref="InvalidOperationException">The system has not that much memory.</exception>
    internal DemoMemory(IReadOnlyList<DemoArea> areas)
    {
        var size = areas[^1].End;
        _start = Map(AboveHeap(), size, DemoLibc.MapFixedNoReplace);
        _start = _start == DemoLibc.MapFailed ? Map(0, size, 0) : _start;
        if (_start == DemoLibc.MapFailed)
        {
            throw new InvalidOperationException($"The demo needs {size >> 20} MiB of memory, and there is not so much.");
        }

        // Everywhere the same picture, also where huge pages are always on.
        _ = DemoLibc.Madvise(_start, (nuint)size, DemoLibc.MadvNoHugePage);
        foreach (var area in areas)
        {
            // Names are for the reader of the picture; kernels without CONFIG_ANON_VMA_NAME go without.
            _ = DemoLibc.PrctlNameMapping(DemoLibc.PrSetVma, DemoLibc.PrSetVmaAnonName,
                _start + (nint)area.Start, (nuint)area.Size, area.Name);
        }

        Write(size);
    }

    /// <summary>Reads a byte of every page in <c>[start, end)</c>, offsets in bytes.</summary>
    internal unsafe void Touch(long start, long end)
    {
        for (var offset = start; offset < end; offset += PageSize)
        {
            _ = Volatile.Read(ref Unsafe.AsRef<byte>((byte*)_start + offset));
        }
    }

    // Only a written page is the process's own; one merely read would be the kernel's shared page of zeroes.
    private unsafe void Write(long size)
    {
        for (long offset = 0; offset < size; offset += PageSize)
        {
            *((byte*)_start + offset) = 1;
        }
    }

    private static long AboveHeap() => (DemoLibc.Sbrk(0) + RoomForHeap) & ~(PageSize - 1L);

    private static nint Map(long address, long size, int flags) =>
        DemoLibc.Mmap((nint)address, (nuint)size, DemoLibc.ProtReadWrite, DemoLibc.MapPrivateAnonymous | flags, -1, 0);
}
