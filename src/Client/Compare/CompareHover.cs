using Damon.Client.Addresses;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.Hover;

namespace Damon.Client.Compare;

/// <summary>Tells what both sides have at a place.</summary>
internal static class CompareHover
{
    /// <summary>Looks a place up.</summary>
    /// <param name="pictures">What is compared.</param>
    /// <param name="shown">The side pointed at; null for the difference.</param>
    /// <param name="us">Time since the start of both ranges, microseconds.</param>
    /// <param name="position">Position on the common axis.</param>
    public static HoverInfo Find(ComparePictures pictures, CompareSide? shown, double us, double position)
    {
        if (pictures.Aligned.Axis.AddressAt(position) is not { } display)
        {
            return new HoverInfo { Us = us, Unknown = "A gap between monitored areas, cut out of the axis." };
        }

        if (pictures.Cells is not { } cells || cells.Rows.RowAt(position) is not { } row || pictures.Sides is not var (a, b))
        {
            return new HoverInfo { Us = us, Unknown = "This is still being loaded." };
        }

        var column = cells.A.ColumnAt(us);
        HoverSide[] sides = [Side(CompareSide.A, a), Side(CompareSide.B, b)];
        var own = shown is { } one ? sides[(int)one] : null;
        var percent = own is null ? sides[0].Percent - sides[1].Percent : own.Percent;
        return new HoverInfo
        {
            Us = us,
            Percent = percent,
            Sides = sides,
            Unknown = percent is not null ? null : own?.Unknown ?? "At least one of the two is unknown.",
        };

        HoverSide Side(CompareSide side, SideData data)
        {
            var range = pictures.Aligned.Clip(side, cells.Rows[row]);
            var at = pictures.Aligned.Address(side, display) ?? range?.Start;
            var mapping = at is { } address && MappingNames.At(data.Mappings, address) is { } found ? MappingNames.Full(found) : null;
            float? value = column is { } inside ? cells.Of(side).Column(inside)[row] : null;
            return value is { } known && !float.IsNaN(known)
                ? new HoverSide(side.ToString(), known, range, mapping, null)
                : new HoverSide(side.ToString(), null, range, mapping, Why(side, data, range is null));
        }

        string Why(CompareSide side, SideData data, bool nowhere)
            => nowhere ? $"{side} has no such mapping."
                : us < 0 ? "Before the range."
                : us >= data.Range.LengthUs ? $"The range of {side} ends at {RangeText.Clock(data.Range.LengthUs / 100_000 * 100_000)}."
                : "Not mapped, not recorded, or not observable.";
    }
}
