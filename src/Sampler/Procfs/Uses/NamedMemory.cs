using Damon.Model.Monitoring;

namespace Damon.Sampler.Procfs.Uses;

/// <summary>Uses that the kernel's name of a mapping tells.</summary>
internal static class NamedMemory
{
    private const string Deleted = " (deleted)";
    private const string MemoryFile = "/memfd:";
    private const string SystemV = "/SYSV";

    /// <summary>What a mapping is by its name; null when that says no more than itself.</summary>
    public static string? UseOf(in MappingFacts mapping)
    {
        var name = mapping.Name;
        if (mapping.Kind == MappingKind.NamedAnonymous)
        {
            return OfLibrary(name);
        }

        if (mapping.Kind != MappingKind.File || !name.EndsWith(Deleted, StringComparison.Ordinal))
        {
            return null;
        }

        name = name[..^Deleted.Length];
        return name switch
        {
            "/memfd:doublemapper" => GeneratedCode.Use,
            "/memfd:java_heap" => JavaHeap.Use,
            "/dev/zero" or "/anon_hugepage" when mapping.Permissions[3] == 's' => "shared memory",
            _ when name.StartsWith(MemoryFile, StringComparison.Ordinal) && name.Length > MemoryFile.Length => $"memfd {name[MemoryFile.Length..]}",
            _ when name.StartsWith(SystemV, StringComparison.Ordinal) => $"SysV shared memory {name[SystemV.Length..]}",
            _ => null,
        };
    }

    // glibc names its memory where glibc.mem.decorate_maps is set: "[anon: glibc: pthread stack: 123]".
    private static string? OfLibrary(string name) => name switch
    {
        _ when name.StartsWith("[anon: glibc: malloc arena", StringComparison.Ordinal) => MallocArenas.Use,
        _ when name.StartsWith("[anon: glibc: pthread stack", StringComparison.Ordinal) => ThreadStacks.Use,
        _ when name.StartsWith("[anon: glibc: pthread user stack", StringComparison.Ordinal) => ThreadStacks.Use,
        _ => null,
    };
}
