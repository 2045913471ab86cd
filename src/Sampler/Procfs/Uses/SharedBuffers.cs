using Damon.Model.Monitoring;

namespace Damon.Sampler.Procfs.Uses;

/// <summary>PostgreSQL's shared memory, nearly all of it shared buffers: its largest shared mapping that is no file.</summary>
internal static class SharedBuffers
{
    /// <summary>The use.</summary>
    public const string Use = "PostgreSQL shared buffers";

    // Beside it PostgreSQL has a SysV segment of a page, by which it finds out whether another server runs.
    private const ulong Least = 1 << 20;

    /// <summary>Tells it where it is found.</summary>
    public static void Mark(MappingFacts[] mappings, in ProgramHints hints, string?[] uses)
    {
        if (hints.Name != "postgres" || !MappingUses.Maps(mappings, static file => file is "postgres" or "postgres (deleted)"))
        {
            return;
        }

        var (largest, most) = (-1, Least - 1);
        for (var i = 0; i < mappings.Length; i++)
        {
            if (IsShared(mappings[i]) && mappings[i].End - mappings[i].Start > most)
            {
                (largest, most) = (i, mappings[i].End - mappings[i].Start);
            }
        }

        if (largest >= 0)
        {
            uses[largest] = Use;
        }
    }

    private static bool IsShared(in MappingFacts mapping)
        => mapping.Kind == MappingKind.File && mapping.Permissions[3] == 's'
            && (mapping.Name is "/dev/zero (deleted)" or "/anon_hugepage (deleted)" || mapping.Name.StartsWith("/SYSV", StringComparison.Ordinal));
}
