using Damon.Model.Monitoring;

namespace Damon.Client.Compare.Alignment;

/// <summary>Finds which mappings of two processes correspond.</summary>
internal static class MappingPairs
{
    /// <summary>Mappings matter from this size on, or when accessed, bytes. A runtime maps files by the hundred.</summary>
    private const ulong Big = 1 << 20;

    /// <summary>
    /// Pairs by name and kind, and among those of one name by order: by address, for mappings without a name by size
    /// among those that matter. What matters on neither side is left out. The result follows A's addresses; what only B has comes after what it follows in B.
    /// </summary>
    /// <param name="a">Mappings of A, in address order.</param>
    /// <param name="b">Mappings of B, in address order.</param>
    public static List<MappingPair> Of(IReadOnlyList<AlignCandidate> a, IReadOnlyList<AlignCandidate> b)
    {
        var (byA, byB) = (Keyed(a), Keyed(b));
        var ordered = a.Where(byA.ContainsKey).Select(one => new MappingPair(one, null)).ToList();
        var partners = byA.ToDictionary(k => k.Value, k => k.Key);
        AlignCandidate? before = null;
        foreach (var other in b.Where(byB.ContainsKey))
        {
            if (partners.TryGetValue(byB[other], out var partner))
            {
                var place = ordered.FindIndex(p => ReferenceEquals(p.A, partner));
                ordered[place] = ordered[place] with { B = other };
            }
            else
            {
                ordered.Insert(before is null ? 0 : ordered.FindIndex(p => ReferenceEquals(p.B, before)) + 1, new MappingPair(null, other));
            }

            before = other;
        }

        ordered.RemoveAll(p => !Matters(p.A) && !Matters(p.B));
        return ordered;
    }

    // What tells that two correspond: kind, name, and the how-manieth of that name it is.
    private static Dictionary<AlignCandidate, (MappingKind Kind, string Name, int Index)> Keyed(IReadOnlyList<AlignCandidate> all)
    {
        var keys = new Dictionary<AlignCandidate, (MappingKind, string, int)>(ReferenceEqualityComparer.Instance);
        foreach (var same in all.Where(c => c.Group.Kind != MappingKind.Anonymous || Matters(c)).GroupBy(c => (c.Group.Kind, c.Group.Name)))
        {
            var ordered = same.Key.Kind == MappingKind.Anonymous ? same.OrderByDescending(c => c.Group.Range.Size) : same.AsEnumerable();
            foreach (var (one, index) in ordered.Select((c, i) => (c, i)))
            {
                keys[one] = (same.Key.Kind, same.Key.Name, index);
            }
        }

        return keys;
    }

    private static bool Matters(AlignCandidate? one)
        => one is not null && (one.Group.Kind is MappingKind.Heap or MappingKind.Stack || one.AccessedBytes > 0 || one.Group.Range.Size >= Big);
}
