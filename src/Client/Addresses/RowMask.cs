using Damon.Model.Addresses;

namespace Damon.Client.Addresses;

/// <summary>
/// Tells rows that hold memory the process can access from rows without any. A region spans the unmapped holes inside it,
/// and no access to a hole says nothing: such rows are unknown, not cold.
/// </summary>
public static class RowMask
{
    /// <summary>One entry a row: whether any of its bytes is accessible. All are when the mappings are not known.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="accessible">Accessible ranges in address order; empty when not known.</param>
    public static bool[] Create(RowMap rows, IReadOnlyList<AddressRange> accessible)
    {
        var mask = new bool[rows.Count];
        var next = 0;
        for (var row = 0; row < mask.Length; row++)
        {
            var range = rows[row];
            if (range.Size == 0)
            {
                continue;
            }

            while (next < accessible.Count && accessible[next].End <= range.Start)
            {
                next++;
            }

            mask[row] = accessible.Count == 0 || (next < accessible.Count && accessible[next].Start < range.End);
        }

        return mask;
    }

    /// <summary>Makes zeros of masked rows unknown. A row with accesses was mapped when they happened and stays.</summary>
    public static void Apply(bool[] mask, Span<float> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!mask[row] && !(values[row] > 0))
            {
                values[row] = float.NaN;
            }
        }
    }
}
