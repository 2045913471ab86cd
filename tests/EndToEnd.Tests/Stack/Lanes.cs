using Damon.EndToEnd.Tests.Stack;

[assembly: CollectionBehavior(MaxParallelThreads = Lanes.Count)]

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>
/// Three lanes run side by side: the tests of pages that share a server, those of what has processes or images of its own, and
/// those that mostly wait for figures of ten seconds and more. What measures runs when these have ended.
/// </summary>
internal static class Lanes
{
    /// <summary>Lanes side by side.</summary>
    public const int Count = 3;

    /// <summary>Beside the tests of pages, one after the other.</summary>
    public const string Beside = "Beside the pages";

    /// <summary>Beside both, one after the other; takes little of the machine.</summary>
    public const string Waiting = "Waiting for figures";

    /// <summary>When nothing runs but other tests that measure, which wait most of the time.</summary>
    public const string Alone = "Alone";
}
