namespace Damon.Sampler.Procfs.Uses;

/// <summary>
/// Stacks of threads: memory above a guard that nothing may access, in which a thread has its stack pointer; and what is laid
/// out as one that has been found so, because not every thread sleeps when it is looked at.
/// </summary>
internal static class ThreadStacks
{
    /// <summary>The use.</summary>
    public const string Use = "thread stack";

    private const ulong LargestGuard = 1 << 20;

    /// <summary>A larger one has grown together with what lies above it.</summary>
    private const ulong Largest = 64 << 20;

    /// <summary>Tells them where they are found.</summary>
    public static void Mark(MappingFacts[] mappings, in ProgramHints hints, string?[] uses)
    {
        var proven = new HashSet<(ulong Guard, ulong Size)>();
        foreach (var pointer in hints.StackPointers)
        {
            var at = Array.FindIndex(mappings, mapping => pointer >= mapping.Start && pointer < mapping.End);
            if (at >= 0 && Layout(mappings, at) is { } layout)
            {
                proven.Add(layout);
                uses[at] ??= Use;
            }
        }

        for (var i = 0; i < mappings.Length && proven.Count > 0; i++)
        {
            if (Layout(mappings, i) is { } layout && proven.Contains(layout))
            {
                uses[i] ??= Use;
            }
        }
    }

    private static (ulong Guard, ulong Size)? Layout(MappingFacts[] mappings, int at)
    {
        if (at == 0 || !MappingUses.IsPlain(mappings[at]) || !MappingUses.IsData(mappings[at]))
        {
            return null;
        }

        ref readonly var below = ref mappings[at - 1];
        var (guard, size) = (below.End - below.Start, mappings[at].End - mappings[at].Start);
        return MappingUses.IsPlain(below) && MappingUses.IsReserved(below) && below.End == mappings[at].Start && guard <= LargestGuard && size <= Largest
            ? (guard, size)
            : null;
    }
}
