using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Client.Addresses;

/// <summary>What to call a mapping.</summary>
public static class MappingNames
{
    /// <summary>Short name for an axis: <c>thread stack</c>, <c>heap</c>, <c>stack</c>, <c>libc.so.6</c>, <c>[anon:name]</c>, <c>anonymous</c>.</summary>
    public static string Short(Mapping mapping) => mapping.Use ?? mapping.Kind switch
    {
        MappingKind.Heap => "heap",
        MappingKind.Stack => "stack",
        MappingKind.Anonymous => mapping.Permissions.StartsWith("---", StringComparison.Ordinal) ? "reserved" : "anonymous",
        MappingKind.Vdso => mapping.Name.Trim('[', ']'),
        MappingKind.File => mapping.Name[(mapping.Name.LastIndexOf('/') + 1)..],
        _ => mapping.Name,
    };

    /// <summary>Full name for a description: what it is used for, path or kernel name.</summary>
    public static string Full(Mapping mapping) => mapping.Called.Length > 0 ? mapping.Called : Short(mapping);

    /// <summary>Whether it is a shared library or the loader.</summary>
    public static bool IsLibrary(Mapping mapping)
        => mapping.Kind == MappingKind.File && Short(mapping) is var name
            && (name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal));

    /// <summary>The mapping that holds an address; null when there is none.</summary>
    /// <param name="mappings">In address order.</param>
    /// <param name="address">The address.</param>
    public static Mapping? At(IReadOnlyList<Mapping> mappings, ulong address)
    {
        var (low, high) = (0, mappings.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (mappings[middle].End <= address)
            {
                low = middle + 1;
            }
            else if (mappings[middle].Start > address)
            {
                high = middle - 1;
            }
            else
            {
                return mappings[middle];
            }
        }

        return null;
    }
}
