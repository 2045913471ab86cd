namespace Damon.Client.Tables.Mappings;

/// <summary>An order of mappings. What is unknown stands after all that is known, in both directions.</summary>
/// <param name="Column">What is compared first; mappings that are equal in all stand in address order.</param>
/// <param name="Falling">Largest first.</param>
public readonly record struct MappingSort(MappingColumn Column, bool Falling)
{
    /// <summary>Where most of the accesses go first.</summary>
    public static MappingSort Hottest { get; } = new(MappingColumn.Heat, true);

    /// <summary>What could be given up first.</summary>
    public static MappingSort Coldest { get; } = new(MappingColumn.Idle, true);

    /// <summary>The order after a press on a column's head: the other way round, or what one looks for first.</summary>
    public MappingSort Press(MappingColumn column)
        => column == Column ? this with { Falling = !Falling } : new(column, column != MappingColumn.Name);

    /// <summary>Sorts.</summary>
    /// <param name="figures">In address order.</param>
    public IReadOnlyList<MappingFigure> Apply(IReadOnlyList<MappingFigure> figures)
    {
        var sort = this;
        if (Column == MappingColumn.Name)
        {
            var byName = figures.OrderBy(f => f.Mapping is null);
            return [.. Falling
                ? byName.ThenByDescending(Name, StringComparer.OrdinalIgnoreCase)
                : byName.ThenBy(Name, StringComparer.OrdinalIgnoreCase)];
        }

        var known = figures.OrderBy(f => sort.First(f) is null);
        return [.. Falling
            ? known.ThenByDescending(sort.First).ThenByDescending(sort.Second)
            : known.ThenBy(sort.First).ThenBy(sort.Second)];
    }

    private static string? Name(MappingFigure figure) => figure.Mapping?.Name;

    private double? First(MappingFigure figure) => Column switch
    {
        MappingColumn.Size => figure.MonitoredBytes,
        MappingColumn.Use => figure.Weight > 0 ? figure.AccessedBytes / figure.MonitoredBytes : null,
        MappingColumn.Rate => figure.MeanPercent,
        MappingColumn.Idle => figure.Weight > 0 ? figure.IdleBytes : null,
        MappingColumn.IdleFor => figure.LongestIdleUs,
        _ => figure.Weight > 0 ? figure.Heat : null,
    };

    private double? Second(MappingFigure figure) => Column switch
    {
        MappingColumn.Heat => figure.MeanPercent,
        MappingColumn.Idle => figure.LongestIdleUs,
        _ => figure.MonitoredBytes,
    };
}
