namespace Damon.Server.History;

/// <summary>Makes a long list short without making anything up: a choice of its items, evenly spread.</summary>
internal static class EvenChoice
{
    /// <summary>At most so many of them, in order, the first and the last among them; of one alone, the last.</summary>
    /// <param name="all">The items.</param>
    /// <param name="most">At least 1; null for all.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> all, int? most)
    {
        if (most is not { } wanted || all.Count <= wanted)
        {
            return all;
        }

        return wanted == 1
            ? [all[^1]]
            : [.. Enumerable.Range(0, wanted).Select(i => all[(int)((long)i * (all.Count - 1) / (wanted - 1))])];
    }
}
