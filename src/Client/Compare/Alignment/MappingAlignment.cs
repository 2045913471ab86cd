using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Compare.Alignment;

/// <summary>Puts mappings of one name on one height, piece upon piece, each as high as the bigger of the two.</summary>
public static class MappingAlignment
{
    /// <summary>At most this many pieces: the server takes 64 ranges at a time, and a piece may need two.</summary>
    public const int MostPieces = 30;

    /// <summary>The axis of two lists of mappings.</summary>
    /// <param name="a">Mappings of A, in address order.</param>
    /// <param name="b">Mappings of B, in address order.</param>
    public static AlignedAxis Create(IReadOnlyList<AlignCandidate> a, IReadOnlyList<AlignCandidate> b)
    {
        var runs = MappingRun.Join(MappingPairs.Of(a, b));
        var kept = runs.OrderByDescending(r => r.Pairs.Any(IsHeapOrStack)).ThenByDescending(r => r.AccessedBytes).ThenByDescending(r => r.Size).Take(MostPieces)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var pieces = new List<AlignedPiece>();
        var names = new List<Mapping>();
        var (at, shown) = (0UL, 0);
        foreach (var run in runs.Where(kept.Contains))
        {
            var piece = new AlignedPiece(new AddressRange(at, at + run.Size), run.A, run.B, IsStack(run.Pairs[0]));
            pieces.Add(piece);
            names.AddRange(run.Pairs.Select(pair => Name(pair, piece)));
            shown += run.Pairs.Sum(p => (p.A is null ? 0 : 1) + (p.B is null ? 0 : 1));
            at += run.Size;
        }

        return new AlignedAxis(AlignBy.Mapping, pieces, AddressAxis.Create([.. pieces.Select(p => p.Display)]), names, a.Count + b.Count - shown);
    }

    /// <summary>Whether it is the stack, which grows down.</summary>
    internal static bool IsStack(MappingPair pair) => pair.Bigger.Group.Kind == MappingKind.Stack;

    private static bool IsHeapOrStack(MappingPair pair) => pair.Bigger.Group.Kind is MappingKind.Heap or MappingKind.Stack;

    private static Mapping Name(MappingPair pair, AlignedPiece piece)
    {
        var (bigger, side) = (pair.Bigger, ReferenceEquals(pair.Bigger, pair.A) ? CompareSide.A : CompareSide.B);
        var own = bigger.Group.Range;
        var low = piece.DisplayOf(side, own.Start) ?? piece.Display.Start;
        return new Mapping(low, low + own.Size, bigger.Group.Permissions, bigger.Group.FullName, bigger.Group.Kind);
    }
}
