using Damon.Fixtures;

namespace Damon.Sampler.Tests.Operations.PageTable;

/// <summary>Counts folios larger than a page.</summary>
internal static class LargeFolios
{
    private const ulong PageSize = 4_096;

    /// <summary>Pages of a workload's memory that are a folio's second or later one: a folio that is split has none.</summary>
    public static int TailsOf(Workload workload)
    {
        using var pagemap = File.OpenHandle($"/proc/{workload.Pid}/pagemap");
        using var flags = File.OpenHandle("/proc/kpageflags");
        var count = (int)((workload.End - workload.Start) / PageSize);
        var entries = new byte[count * 8];
        RandomAccess.Read(pagemap, entries, (long)(workload.Start / PageSize * 8));
        var word = new byte[8];
        var tails = 0;
        for (var i = 0; i < count; i++)
        {
            var entry = BitConverter.ToUInt64(entries, i * 8);
            if ((entry >> 63) != 0 && RandomAccess.Read(flags, word, (long)((entry & ((1UL << 55) - 1)) * 8)) == 8)
            {
                tails += (BitConverter.ToUInt64(word) >> 16 & 1) != 0 ? 1 : 0;
            }
        }

        return tails;
    }
}
