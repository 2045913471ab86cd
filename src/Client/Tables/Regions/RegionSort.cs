namespace Damon.Client.Tables.Regions;

/// <summary>An order of regions. What is unknown stands after all that is known, in both directions.</summary>
/// <param name="Column">What is compared first; then the size, falling, then the address.</param>
/// <param name="Falling">Largest first.</param>
public readonly record struct RegionSort(RegionColumn Column, bool Falling)
{
    /// <summary>The hottest first, the larger first among equals.</summary>
    public static RegionSort Default { get; } = new(RegionColumn.Rate, true);

    /// <summary>The order after a press on a column's head: the other way round, or what one looks for first.</summary>
    public RegionSort Press(RegionColumn column)
        => column == Column ? this with { Falling = !Falling } : new(column, column is not (RegionColumn.Address or RegionColumn.Mapping));

    /// <summary>Sorts in place.</summary>
    public void Apply(RegionRow[] rows) => Array.Sort(rows, Compare);

    private static bool IsUnknown(RegionRow row, RegionColumn column) => column switch
    {
        RegionColumn.Rate or RegionColumn.Accesses => row.Percent is null,
        RegionColumn.Mapping => row.Mapping is null,
        _ => false,
    };

    private int Compare(RegionRow a, RegionRow b)
    {
        var order = IsUnknown(a, Column).CompareTo(IsUnknown(b, Column));
        if (order == 0)
        {
            order = Falling ? Values(b, a) : Values(a, b);
        }

        if (order == 0)
        {
            order = b.Range.Size.CompareTo(a.Range.Size);
        }

        return order != 0 ? order : a.Range.Start.CompareTo(b.Range.Start);
    }

    private int Values(RegionRow a, RegionRow b) => Column switch
    {
        RegionColumn.Mapping => StringComparer.OrdinalIgnoreCase.Compare(a.Mapping, b.Mapping),
        RegionColumn.Size => a.Range.Size.CompareTo(b.Range.Size),
        RegionColumn.Rate => Nullable.Compare(a.Percent, b.Percent),
        RegionColumn.Accesses => a.Percent is null ? 0 : a.NrAccesses.CompareTo(b.NrAccesses),
        RegionColumn.Age => a.AgeUs.CompareTo(b.AgeUs),
        _ => a.Range.Start.CompareTo(b.Range.Start),
    };
}
