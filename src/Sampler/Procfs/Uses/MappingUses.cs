using Damon.Model.Monitoring;

namespace Damon.Sampler.Procfs.Uses;

/// <summary>Tells what mappings are used for, by rules that leave no doubt; what is not certain is not told.</summary>
internal static class MappingUses
{
    /// <summary>The same mappings, with their uses.</summary>
    /// <param name="mappings">In address order.</param>
    /// <param name="hints">The process.</param>
    public static MappingFacts[] Of(MappingFacts[] mappings, in ProgramHints hints)
    {
        var uses = new string?[mappings.Length];
        for (var i = 0; i < mappings.Length; i++)
        {
            uses[i] = NamedMemory.UseOf(mappings[i]);
        }

        // The surest rule first: what has a use keeps it.
        SharedBuffers.Mark(mappings, hints, uses);
        GeneratedCode.Mark(mappings, hints, uses);
        JavaHeap.Mark(mappings, hints, uses);
        ThreadStacks.Mark(mappings, hints, uses);
        MallocArenas.Mark(mappings, uses);
        return [.. mappings.Select((mapping, i) => uses[i] is { } use ? mapping with { Use = use } : mapping)];
    }

    /// <summary>Whether it is private anonymous memory that nobody has named.</summary>
    public static bool IsPlain(in MappingFacts mapping) => mapping.Kind == MappingKind.Anonymous && mapping.Permissions[3] == 'p';

    /// <summary>Whether nothing in it can be accessed.</summary>
    public static bool IsReserved(in MappingFacts mapping) => mapping.Permissions.StartsWith("---", StringComparison.Ordinal);

    /// <summary>Whether it can be read and written, and not executed.</summary>
    public static bool IsData(in MappingFacts mapping) => mapping.Permissions.StartsWith("rw-", StringComparison.Ordinal);

    /// <summary>Whether it can be executed.</summary>
    public static bool IsExecutable(in MappingFacts mapping) => mapping.Permissions[2] == 'x';

    /// <summary>Whether a file of this name, without its folder, is mapped.</summary>
    public static bool Maps(MappingFacts[] mappings, Predicate<string> isFile)
        => Array.Exists(mappings, mapping => mapping.Kind == MappingKind.File && isFile(mapping.Name[(mapping.Name.LastIndexOf('/') + 1)..]));
}
