namespace Damon.Sampler.Operations.Costs;

/// <summary>How the memory of a measurement's target is laid out: a few MB of 4 KiB pages, spread over many page tables.</summary>
internal static class CostLayout
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    /// <summary>What one page table maps; the memory begins at a multiple of it.</summary>
    public const ulong Block = 2 << 20;

    /// <summary>Bytes of address space, the busy pages at the end included.</summary>
    public const ulong Length = (Blocks + 1) * Block;

    /// <summary>Pages the busy thread walks over, a power of two: few enough to stay translated.</summary>
    public const int BusyPages = 16;

    /// <summary>Most runs of one kind: few, so that a round is over before something else takes the processor away.</summary>
    private const int Blocks = 8;

    /// <summary>Pages of all the runs of one kind, at most.</summary>
    private const int MostPages = 512;

    /// <summary>Runs to advise, for each of <see cref="CostFigures.RunPages"/>.</summary>
    /// <param name="start">Where the memory begins, in whichever process.</param>
    public static PageRuns[] Runs(ulong start)
        => Array.ConvertAll(CostFigures.RunPages, pages => new PageRuns(start, Block, pages, Math.Min(Blocks, MostPages / pages)));

    /// <summary>Where the busy thread's pages begin.</summary>
    public static ulong Busy(ulong start) => start + (Blocks * Block);
}
