using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>
/// The common address axis of two sides. It is an ordinary axis whose addresses are places of the comparison; its pieces
/// tell which addresses of A and of B each place stands for.
/// </summary>
public sealed class AlignedAxis
{
    /// <summary>An axis of some pieces.</summary>
    /// <param name="by">What was put on one height.</param>
    /// <param name="pieces">In display order, none overlapping; each becomes a band.</param>
    /// <param name="axis">The axis over the pieces' displays.</param>
    /// <param name="mappings">Names of places, in display order.</param>
    /// <param name="leftOut">Mappings that have no place.</param>
    public AlignedAxis(AlignBy by, IReadOnlyList<AlignedPiece> pieces, AddressAxis axis, IReadOnlyList<Mapping> mappings, int leftOut = 0)
        => (By, Pieces, Axis, Mappings, LeftOut) = (by, pieces, axis, mappings, leftOut);

    /// <summary>An axis of nothing.</summary>
    public static AlignedAxis Empty { get; } = new(AlignBy.Address, [], AddressAxis.Empty, []);

    /// <summary>What was put on one height.</summary>
    public AlignBy By { get; }

    /// <summary>The pieces in display order.</summary>
    public IReadOnlyList<AlignedPiece> Pieces { get; }

    /// <summary>The common axis.</summary>
    public AddressAxis Axis { get; }

    /// <summary>Names of places, in display order.</summary>
    public IReadOnlyList<Mapping> Mappings { get; }

    /// <summary>Mappings that have no place, because they are small and were not accessed, or because there are too many.</summary>
    public int LeftOut { get; }

    /// <summary>The address of one side at a place; null when it has none there.</summary>
    public ulong? Address(CompareSide side, ulong display) => At(display)?.Address(side, display);

    /// <summary>The addresses of one side that a row stands for; null when it has none there.</summary>
    public AddressRange? Clip(CompareSide side, AddressRange display) => At(display.Start)?.Clip(side, display);

    /// <summary>The piece at a place; null when there is none.</summary>
    public AlignedPiece? At(ulong display)
    {
        var (low, high) = (0, Pieces.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Pieces[middle].Display.End <= display)
            {
                low = middle + 1;
            }
            else if (Pieces[middle].Display.Start > display)
            {
                high = middle - 1;
            }
            else
            {
                return Pieces[middle];
            }
        }

        return null;
    }
}
