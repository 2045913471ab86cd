using System.Buffers.Text;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Procfs;

/// <summary>Reads one process's resident size again and again, from a file kept open (which also outlasts reuse of the pid).</summary>
internal sealed class ResidentSize(string procRoot, int pid) : IDisposable
{
    private readonly SafeFileHandle? _statm
        = ProcFile.TryOpen(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "statm"));

    /// <summary>Resident memory, bytes; null when the process is gone or may not be read. Allocates nothing.</summary>
    public long? Read()
    {
        Span<byte> buffer = stackalloc byte[256];
        var text = _statm is null ? [] : buffer[..ProcFile.Read(_statm, buffer, 0)];
        var blank = text.IndexOf((byte)' ');
        return blank > 0 && Utf8Parser.TryParse(text[(blank + 1)..], out long pages, out _)
            ? pages * Environment.SystemPageSize
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _statm?.Dispose();
}
