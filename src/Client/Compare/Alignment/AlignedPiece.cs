using Damon.Model.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>A piece of the common axis, and where it lies on each side.</summary>
/// <param name="Display">Its place on the common axis: as big as the bigger of the two.</param>
/// <param name="A">Addresses of A; null when A has no such piece.</param>
/// <param name="B">Addresses of B; null when B has no such piece.</param>
/// <param name="FromEnd">The ends are on one height, as of stacks, which grow down; otherwise the beginnings are.</param>
public sealed record AlignedPiece(AddressRange Display, AddressRange? A, AddressRange? B, bool FromEnd = false)
{
    /// <summary>Addresses of one side; null when it has no such piece.</summary>
    public AddressRange? Of(CompareSide side) => side == CompareSide.A ? A : B;

    /// <summary>What of the piece's display one side fills; null when nothing.</summary>
    public AddressRange? Extent(CompareSide side) => Of(side) is not { } own ? null
        : FromEnd ? new AddressRange(Display.End - own.Size, Display.End)
        : new AddressRange(Display.Start, Display.Start + own.Size);

    /// <summary>The addresses of one side that a part of the display stands for; null when it has none there.</summary>
    public AddressRange? Clip(CompareSide side, AddressRange display)
    {
        if (Of(side) is not { } own || Extent(side) is not { } extent)
        {
            return null;
        }

        var (low, high) = (Math.Max(display.Start, extent.Start), Math.Min(display.End, extent.End));
        return low < high ? new AddressRange(own.Start + (low - extent.Start), own.Start + (high - extent.Start)) : null;
    }

    /// <summary>The address of one side at a place of the display; null when it has none there.</summary>
    public ulong? Address(CompareSide side, ulong display)
        => Of(side) is { } own && Extent(side) is { } extent && display >= extent.Start && display < extent.End
            ? own.Start + (display - extent.Start)
            : null;

    /// <summary>The place on the display of one side's address; null when it is not in this piece.</summary>
    public ulong? DisplayOf(CompareSide side, ulong address)
        => Of(side) is { } own && Extent(side) is { } extent && address >= own.Start && address < own.End
            ? extent.Start + (address - own.Start)
            : null;
}
