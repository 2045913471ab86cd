using Damon.Contracts.Monitoring;

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>What is asked of histories in many tests.</summary>
internal static class SnapshotAssert
{
    /// <summary>From the first on, none is missing, none comes twice, and they are in order.</summary>
    public static void AreWhole(IReadOnlyList<Snapshot> snapshots)
        => Assert.Equal(Enumerable.Range(0, snapshots.Count).Select(i => (long)i), snapshots.Select(s => s.Seq));
}
