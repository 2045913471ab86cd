using System.Globalization;
using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Damon.Sampler.Interop;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Benchmarks.Needed;

/// <summary>
/// Which physical pages some processes access in a time: everything is cleared and flushed, and after the time all page
/// tables are read, and <c>pagemap</c> beside them. It slows the processes by far too much to be a way of monitoring.
/// </summary>
internal sealed unsafe class UnionReference(IReadOnlyList<int> pids)
{
    private const int PageSize = 4096;
    private const ulong Present = 1UL << 63;
    private const ulong FrameMask = (1UL << 55) - 1;

    /// <summary>Bytes that were present when it was read last.</summary>
    public double PresentBytes { get; private set; }

    /// <summary>Bytes accessed within each of some times, which are reached one after the other, seconds.</summary>
    public double[] Accessed(params int[] seconds)
    {
        foreach (var pid in pids)
        {
            AccessedBits.ClearAll("/proc", pid);
            Flush(pid);
        }

        return Moments.Read(seconds, () => (double)ReadAccessed() * PageSize);
    }

    // Advice on whole mappings: the kernel flushes everything after one that reaches over more than 33 accessed pages.
    private static void Flush(int pid)
    {
        using var handle = PidHandle.Open(pid, out _);
        foreach (var (range, isPrivate) in Mappings(pid))
        {
            if (isPrivate)
            {
                var vector = new IoVector { Base = range.Start, Length = range.Size };
                _ = Libc.ProcessAdvise((int)handle.DangerousGetHandle(), &vector, 1, Libc.MadvCold);
            }
        }
    }

    private int ReadAccessed()
    {
        var accessed = new Dictionary<ulong, bool>();
        var (program, layout) = Host.Program();
        using (program)
        {
            foreach (var pid in pids)
            {
                var reader = new ExactReader(program, layout, pid);
                using var pagemap = File.OpenHandle($"/proc/{pid}/pagemap");
                foreach (var (range, _) in Mappings(pid))
                {
                    Read(reader, pagemap, range, accessed);
                }
            }
        }

        PresentBytes = (double)accessed.Count * PageSize;
        return accessed.Values.Count(static value => value);
    }

    private static void Read(ExactReader reader, Microsoft.Win32.SafeHandles.SafeFileHandle pagemap, AddressRange range, Dictionary<ulong, bool> accessed)
    {
        var pages = new PageAccess[range.Size / PageSize];
        var entries = new ulong[pages.Length];
        reader.Read(range, pages);
        RandomAccess.Read(pagemap, MemoryMarshal.AsBytes(entries.AsSpan()), (long)(range.Start / PageSize * sizeof(ulong)));
        for (var i = 0; i < pages.Length; i++)
        {
            if (pages[i] != PageAccess.Absent && (entries[i] & Present) != 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(accessed, entries[i] & FrameMask, out _) |= pages[i] == PageAccess.Accessed;
            }
        }
    }

    private static IEnumerable<(AddressRange Range, bool IsPrivate)> Mappings(int pid)
        => from line in File.ReadAllLines($"/proc/{pid}/maps")
           let words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)
           where words[1][..3] != "---" && !line.Contains("[v", StringComparison.Ordinal)
           let ends = words[0].Split('-').Select(text => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray()
           select (new AddressRange(ends[0], ends[1]), words[1][3] == 'p' && words[4] == "0");
}
