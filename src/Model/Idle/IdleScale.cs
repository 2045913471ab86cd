namespace Damon.Model.Idle;

/// <summary>The ages by which memory is told apart, and the windows over which it is said to be needed.</summary>
public static class IdleScale
{
    /// <summary>
    /// Times since the last access by which idle memory is grouped, seconds, ascending. Group i was accessed between edge
    /// i - 1 and edge i ago; one more group was accessed longer ago than any edge, or not since monitoring began.
    /// </summary>
    public static IReadOnlyList<int> EdgesS { get; } = [1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400];

    /// <summary>Memory is needed over such a time, seconds, when it was accessed within it.</summary>
    public static IReadOnlyList<int> WindowsS { get; } = [1, 10, 60, 600, 3_600];

    /// <summary>What is counted: both of the above, so that either can be told from one set of counts.</summary>
    public static IReadOnlyList<int> AgesS { get; } = [.. EdgesS.Union(WindowsS).Order()];

    /// <summary>How many counts there are: one for each of <see cref="AgesS"/>, and one for what is older.</summary>
    public static int Counts { get; } = AgesS.Count + 1;
}
