using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>Puts equal addresses on one height.</summary>
public static class AddressAlignment
{
    /// <summary>The axis of all that either side has.</summary>
    /// <param name="areasA">Monitored areas of A, in address order.</param>
    /// <param name="areasB">Monitored areas of B, in address order.</param>
    /// <param name="accessible">What of either side can be accessed, in address order; empty when not known.</param>
    /// <param name="mappings">Names, in address order.</param>
    public static AlignedAxis Create(
        IReadOnlyList<AddressRange> areasA, IReadOnlyList<AddressRange> areasB, IReadOnlyList<AddressRange> accessible, IReadOnlyList<Mapping> mappings)
    {
        var axis = AddressAxis.Create(AreaFinder.CutHoles(AddressRanges.Union(areasA, areasB), accessible), accessible);
        return new AlignedAxis(AlignBy.Address, [.. axis.Bands.Select(b => new AlignedPiece(b.Range, b.Range, b.Range))], axis, mappings);
    }

    /// <summary>Whether most of what the smaller side has lies at addresses that the other has too: the same process, or one without random addresses.</summary>
    public static bool Fits(IReadOnlyList<AddressRange> a, IReadOnlyList<AddressRange> b)
    {
        var smaller = Math.Min(Bytes(a), Bytes(b));
        return smaller > 0 && Bytes(AddressRanges.Intersect(a, b)) * 2 >= smaller;
    }

    private static double Bytes(IReadOnlyList<AddressRange> ranges) => ranges.Sum(r => (double)r.Size);
}
