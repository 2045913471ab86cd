using System.Globalization;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>Clears Accessed bits wholesale, for exact reads.</summary>
internal static class AccessedBits
{
    /// <summary>
    /// Clears every Accessed bit of a process (<c>/proc/PID/clear_refs</c>, about 10 ms a GiB), shared and locked pages
    /// included. Splits no huge page, but makes the kernel's reclaim forget what the whole process has used.
    /// </summary>
    /// <param name="procRoot">Where procfs is mounted.</param>
    /// <param name="pid">Process id.</param>
    /// <exception cref="IOException">The process is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else and the caller is not root.</exception>
    internal static void ClearAll(string procRoot, int pid)
        => File.WriteAllText(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "clear_refs"), "1");
}
