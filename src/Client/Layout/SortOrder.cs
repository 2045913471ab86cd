namespace Damon.Client.Layout;

/// <summary>What a table is sorted by.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Descending">Largest or newest first.</param>
public sealed record SortOrder(string Column, bool Descending)
{
    /// <summary>The order after a press on a column's header: the other way round, or that column with what one mostly looks for first.</summary>
    /// <param name="column">Name of the column pressed.</param>
    /// <param name="descendingFirst">Whether one mostly looks for its largest or newest.</param>
    public SortOrder Press(string column, bool descendingFirst)
        => column == Column ? this with { Descending = !Descending } : new SortOrder(column, descendingFirst);

    /// <summary>Puts items in this order.</summary>
    public IEnumerable<T> Apply<T, TKey>(IEnumerable<T> items, Func<T, TKey> key, IComparer<TKey>? comparer = null)
        => Descending ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer);
}
