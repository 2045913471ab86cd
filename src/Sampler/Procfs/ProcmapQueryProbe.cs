using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Procfs;

/// <summary>Asks the kernel about single addresses by the ioctl <c>PROCMAP_QUERY</c> on <c>/proc/PID/maps</c>; about 0.6 us a question.</summary>
internal sealed partial class ProcmapQueryProbe(SafeFileHandle maps) : IMappingProbe
{
    private const int Interrupted = 4;
    private const int NotThisIoctl = 25;

    /// <summary>Whether the kernel does not know the question (before 6.11).</summary>
    public bool IsUnsupported { get; private set; }

    /// <inheritdoc/>
    public bool TryFind(ulong address, out AddressRange mapping)
    {
        var query = new ProcmapQuery
        {
            Size = (ulong)Marshal.SizeOf<ProcmapQuery>(),
            QueryFlags = ProcmapQuery.CoveringOrNext,
            QueryAddress = address,
        };
        int error;
        do
        {
            error = Ioctl(maps, ProcmapQuery.Request, ref query) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == Interrupted);

        IsUnsupported |= error == NotThisIoctl;
        mapping = error == 0 ? new AddressRange(query.Start, query.End) : default;
        return error == 0;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle file, nuint request, ref ProcmapQuery query);
}
