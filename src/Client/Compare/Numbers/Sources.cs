using System.Globalization;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;

namespace Damon.Client.Compare.Numbers;

/// <summary>Says which snapshots a figure comes from.</summary>
public static class Sources
{
    /// <summary>Such as <c>all 40 snapshots of A and 32 snapshots of B, spread evenly over its range</c>.</summary>
    public static string Text(SideData a, SideData b) => $"{Of(CompareSide.A, a.Use)} and {Of(CompareSide.B, b.Use)}";

    private static string Of(CompareSide side, RangeUse use)
    {
        var count = use.Snapshots.ToString("N0", CultureInfo.InvariantCulture);
        return use.All ? $"all {count} snapshots of {side}" : $"{count} snapshots of {side}, spread evenly over its range";
    }
}
