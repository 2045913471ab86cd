namespace Damon.Client.PicturePages;

/// <summary>The keys of a page: what they do, and the list that tells it.</summary>
public sealed class KeyTable
{
    private readonly Dictionary<string, Func<Task>> _actions;

    /// <summary>A table.</summary>
    /// <param name="rows">Its rows in the order of the list; every key in one of them only.</param>
    /// <exception cref="ArgumentException">A key is in two rows.</exception>
    public KeyTable(IReadOnlyList<KeyRow> rows)
    {
        Rows = rows;
        _actions = rows.SelectMany(row => row.Actions).ToDictionary();
    }

    /// <summary>The list.</summary>
    public IReadOnlyList<KeyRow> Rows { get; }

    /// <summary>Does what a key says; nothing for a key that is not in the table.</summary>
    /// <param name="key">The key in lower case, as the browser names it; with <c>shift+</c> before it when that is held.</param>
    public Task PressAsync(string key) => _actions.TryGetValue(key, out var action) ? action() : Task.CompletedTask;
}
