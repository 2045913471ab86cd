using Damon.Model.Changes;
using static Damon.Model.Tests.Changes.Mapped;

namespace Damon.Model.Tests.Changes;

public sealed class MappedRunTests
{
    [Fact]
    public void Of_AnonymousMemoryDividedByPermissions_IsOneRunUpToAHole()
        => Assert.Equal([(1UL, 4UL, 3UL), (5UL, 6UL, 1UL)], Runs(Plain(1, 2), Plain(2, 4), Plain(5, 6)));

    [Fact]
    public void Of_ReservedAddresses_AreNoMemory()
        => Assert.Equal([(1UL, 2UL, 1UL), (5UL, 6UL, 1UL)], Runs(Plain(1, 2), Reserved(2, 5), Plain(5, 6), Reserved(6, 9)));

    [Fact]
    public void Of_PartsOfALibrary_AreOneRunAcrossASmallHole()
        => Assert.Equal([(1UL, 5UL, 3UL), (9UL, 10UL, 1UL)], Runs(Named("a", 1, 2), Reserved(2, 3), Named("a", 3, 5), Named("a", 9, 10)));

    [Fact]
    public void Of_DifferentNames_StayApart()
        => Assert.Equal([(1UL, 2UL, 1UL), (2UL, 3UL, 1UL), (3UL, 4UL, 1UL)], Runs(Named("a", 1, 2), Plain(2, 3), Named("a", 3, 4)));

    private static IEnumerable<(ulong Start, ulong End, ulong Bytes)> Runs(params MappedPart[] parts)
        => MappedRun.Of(parts).Select(run => (run.Range.Start / Mega, run.Range.End / Mega, run.Bytes / Mega));
}
