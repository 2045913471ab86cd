using Damon.EndToEnd.Tests.Stack;

[assembly: CollectionBehavior(MaxParallelThreads = Lanes.Count)]

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>
/// Two lanes run side by side: the tests of pages that share a server, and those of what has processes or images of its own.
/// What measures has the machine to itself.
/// </summary>
internal static class Lanes
{
    /// <summary>Lanes side by side.</summary>
    public const int Count = 2;

    /// <summary>Beside the tests of pages, one after the other.</summary>
    public const string Beside = "Beside the pages";

    /// <summary>When nothing else runs.</summary>
    public const string Alone = "Alone";
}
