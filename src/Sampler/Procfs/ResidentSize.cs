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
    public long? Read() => Read(field: 1);

    /// <summary>The part of it that is of files and shared memory, likewise.</summary>
    public long? ReadMapped() => Read(field: 2);

    // The file tells pages, by fields in one line.
    private long? Read(int field)
    {
        Span<byte> buffer = stackalloc byte[256];
        ReadOnlySpan<byte> text = _statm is null ? [] : buffer[..ProcFile.Read(_statm, buffer, 0)];
        for (; field > 0; field--)
        {
            text = text[(text.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(text, out long pages, out _) ? pages * Environment.SystemPageSize : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _statm?.Dispose();
}
