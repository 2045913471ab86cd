using Damon.Model.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>Pairs that lie behind each other at the same distances on both sides: one piece of the axis.</summary>
/// <param name="Pairs">The pairs, in address order.</param>
internal sealed record MappingRun(IReadOnlyList<MappingPair> Pairs)
{
    // A random offset moves libraries together; what is farther apart is another place.
    private const ulong WidestGap = 2 << 20;

    /// <summary>From the first of A to the last; null when A has none.</summary>
    public AddressRange? A => Whole(p => p.A);

    /// <summary>From the first of B to the last; null when B has none.</summary>
    public AddressRange? B => Whole(p => p.B);

    /// <summary>Bytes of the bigger side.</summary>
    public ulong Size => Math.Max(A?.Size ?? 0, B?.Size ?? 0);

    /// <summary>Bytes accessed on either side.</summary>
    public double AccessedBytes => Pairs.Sum(p => p.AccessedBytes);

    /// <summary>Joins neighbours where both sides go on in the same way.</summary>
    public static List<MappingRun> Join(IEnumerable<MappingPair> pairs)
    {
        var runs = new List<MappingRun>();
        foreach (var pair in pairs)
        {
            if (runs.Count > 0 && GoesOn(runs[^1].Pairs[^1], pair))
            {
                runs[^1] = new MappingRun([.. runs[^1].Pairs, pair]);
            }
            else
            {
                runs.Add(new MappingRun([pair]));
            }
        }

        return runs;
    }

    private static bool GoesOn(MappingPair low, MappingPair high)
    {
        if (low is not { A.Group.Range: var lowA, B.Group.Range: var lowB } || high is not { A.Group.Range: var highA, B.Group.Range: var highB })
        {
            return false;
        }

        return lowA.Size == lowB.Size && !MappingAlignment.IsStack(low) && !MappingAlignment.IsStack(high)
            && highA.Start >= lowA.End && highA.Start - lowA.End <= WidestGap
            && highB.Start >= lowB.End && highB.Start - lowB.End == highA.Start - lowA.End;
    }

    private AddressRange? Whole(Func<MappingPair, AlignCandidate?> side)
        => side(Pairs[0]) is { } first && side(Pairs[^1]) is { } last ? new AddressRange(first.Group.Range.Start, last.Group.Range.End) : null;
}
