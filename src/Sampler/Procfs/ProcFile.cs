using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Procfs;

/// <summary>Reading files of /proc: they have no length, and may vanish or be forbidden at any moment.</summary>
internal static class ProcFile
{
    /// <summary>Opens a file for reading; null when it is gone or may not be read.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            // FileShare.ReadWrite: no lock is taken on a file that is none.
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception fault) when (IsMissing(fault))
        {
            return null;
        }
    }

    /// <summary>Reads a whole small file; false when it is gone or may not be read.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out byte[]? content)
    {
        try
        {
            content = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception fault) when (IsMissing(fault))
        {
            // A process that ends while it is read gives ESRCH.
            content = null;
            return false;
        }
    }

    /// <summary>Reads from <paramref name="offset"/> on; 0 at the end or when the process is gone.</summary>
    public static int Read(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(file, buffer, offset);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // A path of which a part was read in another file may be none (with a byte 0 in it).
    private static bool IsMissing(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentException;
}
