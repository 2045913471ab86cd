using System.Globalization;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Benchmarks.Needed;

/// <summary>What a process accesses in a time as the kernel tells it: <c>clear_refs</c>, and then the lines of <c>smaps</c>.</summary>
internal static class ReferencedReference
{
    private const double BytesOfKb = 1024;

    /// <summary>Bytes accessed within each of some times, which are reached one after the other, seconds.</summary>
    public static double[] Accessed(int pid, params int[] seconds)
    {
        AccessedBits.ClearAll("/proc", pid);
        return Moments.Read(seconds, () => Sum(pid, "Referenced:"));
    }

    /// <summary>Bytes that are present.</summary>
    public static double Present(int pid) => Sum(pid, "Rss:");

    private static double Sum(int pid, string name) => File.ReadLines($"/proc/{pid}/smaps")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) * BytesOfKb;
}
