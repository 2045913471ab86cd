namespace Damon.Sampler.Procfs.Uses;

/// <summary>
/// Arenas of glibc's malloc (<c>heap_info</c> in malloc/arena.c): 64 MiB of addresses, aligned to as much, of which the
/// lower part is in use and the rest reserved.
/// </summary>
internal static class MallocArenas
{
    /// <summary>The use.</summary>
    public const string Use = "malloc arena";

    private const ulong Size = 64 << 20;

    /// <summary>Tells them where they are found.</summary>
    public static void Mark(MappingFacts[] mappings, string?[] uses)
    {
        if (!MappingUses.Maps(mappings, static file => file == "libc.so.6" || (file.StartsWith("libc-2.", StringComparison.Ordinal) && file.EndsWith(".so", StringComparison.Ordinal))))
        {
            return;
        }

        for (var i = 0; i + 1 < mappings.Length; i++)
        {
            ref readonly var used = ref mappings[i];
            ref readonly var rest = ref mappings[i + 1];
            if (MappingUses.IsPlain(used) && MappingUses.IsData(used) && MappingUses.IsPlain(rest) && MappingUses.IsReserved(rest)
                && used.End == rest.Start && used.Start % Size == 0 && rest.End == used.Start + Size && !IsOfGo(used.Start))
            {
                uses[i] ??= Use;
            }
        }
    }

    // The heap of Go programs has arenas of the same size, at addresses of its own (0x00XXc0… in runtime/malloc.go).
    private static bool IsOfGo(ulong address) => address < 0x7e00_0000_0000 && ((address >> 32) & 0xff) == 0xc0;
}
