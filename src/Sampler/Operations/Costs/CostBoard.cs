using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.Costs;

/// <summary>
/// What the sampler and the process it measures on tell each other, in one page of memory that both have. Each member has
/// one writer at a time.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = CostLayout.PageSize)]
internal struct CostBoard
{
    /// <summary>Rounds of the busy thread so far.</summary>
    [FieldOffset(0)] public long Iterations;

    /// <summary>How often its processor was taken away from it.</summary>
    [FieldOffset(8)] public long TakenAway;

    /// <summary>CPU time of the first of two passes over the pages that were asked for, nanoseconds.</summary>
    [FieldOffset(16)] public long FirstNs;

    /// <summary>CPU time of the second pass.</summary>
    [FieldOffset(24)] public long AgainNs;

    /// <summary>Where the memory of the target begins; 0 before it is ready.</summary>
    [FieldOffset(32)] public ulong Start;

    /// <summary>Set by the sampler: one more than the number of the kind of runs whose pages are to be accessed twice; 0 when that is done.</summary>
    [FieldOffset(128)] public long Wanted;

    /// <summary>Set by the sampler: the round, which decides where the runs lie.</summary>
    [FieldOffset(136)] public long Round;
}
