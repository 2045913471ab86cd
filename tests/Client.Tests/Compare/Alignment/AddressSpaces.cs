using CsCheck;
using Damon.Client.Addresses;
using Damon.Client.Compare.Alignment;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Compare.Alignment;

/// <summary>Address spaces for tests.</summary>
internal static class AddressSpaces
{
    private static readonly (MappingKind Kind, string Name)[] Kinds =
    [
        (MappingKind.File, "/bin/program"), (MappingKind.Heap, "[heap]"), (MappingKind.Anonymous, ""), (MappingKind.File, "/usr/lib/libc.so.6"),
        (MappingKind.Anonymous, ""), (MappingKind.NamedAnonymous, "[anon:arena]"), (MappingKind.File, "/usr/lib/libm.so.6"), (MappingKind.Stack, "[stack]"),
    ];

    /// <summary>A mapping; sizes in pages.</summary>
    public static AlignCandidate Candidate(MappingKind kind, string name, ulong startPage, ulong pages, double accessed = 0)
    {
        var mapping = new Mapping(startPage * 4096, (startPage + pages) * 4096, "rw-p", name, kind);
        return new AlignCandidate(MappingGroups.Of([mapping]).Groups[0], accessed);
    }

    /// <summary>Processes of any mappings, in address order and not overlapping.</summary>
    public static Gen<AlignCandidate[]> Any() => Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.ULong[1, 3_000], Gen.ULong[0, 600], Gen.Double[0, 1]).Array[0, 60].Select(parts =>
    {
        var at = 16UL;
        var all = new List<AlignCandidate>();
        foreach (var (kind, pages, gap, accessed) in parts)
        {
            at += gap;
            all.Add(Candidate(Kinds[kind].Kind, Kinds[kind].Name, at, pages, accessed > 0.5 ? pages : 0));
            at += pages;
        }

        return all.ToArray();
    });

    public static AddressRange InPages(ulong start, ulong end) => new(start * 4096, end * 4096);
}
