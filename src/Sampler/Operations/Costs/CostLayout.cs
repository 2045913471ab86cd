namespace Damon.Sampler.Operations.Costs;

/// <summary>How the memory of a measurement's target is laid out: 16 MB of 4 KiB pages, under eight page tables.</summary>
internal static class CostLayout
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    /// <summary>What one page table maps; the memory begins at a multiple of it.</summary>
    public const ulong Block = 2 << 20;

    /// <summary>Pages under one page table.</summary>
    public const int PagesOfBlock = 512;

    /// <summary>Bytes of address space, the busy pages at the end included.</summary>
    public const ulong Length = (Blocks + 1) * Block;

    /// <summary>Pages the busy thread walks over, a power of two: few enough to stay translated.</summary>
    public const int BusyPages = 16;

    /// <summary>Most runs of one kind: few, so that a round is over before something else takes the processor away.</summary>
    private const int Blocks = 8;

    /// <summary>Runs to advise, for each of <see cref="CostFigures.RunPages"/>.</summary>
    /// <param name="start">Where the memory begins, in whichever process.</param>
    public static PageRuns[] Runs(ulong start)
        => Array.ConvertAll(CostFigures.RunPages, pages => new PageRuns(start, Block, pages, Math.Min(Blocks, PagesOfBlock / pages)));

    /// <summary>All the memory that is advised.</summary>
    /// <param name="start">Where the memory begins.</param>
    public static PageRuns All(ulong start) => new(start, Block, PagesOfBlock, Blocks);

    /// <summary>Where the busy thread's pages begin.</summary>
    public static ulong Busy(ulong start) => start + (Blocks * Block);
}
