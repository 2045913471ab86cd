namespace Damon.Client.PicturePages;

/// <summary>One row of the list of keys.</summary>
/// <param name="Keys">Keys or what else a hand does, as the list shows it; keys stand in brackets: <c>[F] or double-click</c>.</param>
/// <param name="Does">What that does, written in the same way.</param>
public sealed record KeyRow(string Keys, string Does)
{
    /// <summary>What each of its keys does, by the key in lower case as the browser names it; empty for what is no key.</summary>
    public IReadOnlyDictionary<string, Func<Task>> Actions { get; init; } = new Dictionary<string, Func<Task>>();
}
