using Damon.Server.History;
using Damon.Server.Losses;

namespace Damon.Server.Tests.Losses;

public sealed class SnapshotLossesTests
{
    [Theory]
    [InlineData(-1, 0, 0)] // nothing stored
    [InlineData(9, 10, 0)]
    [InlineData(9, 7, 3)]
    [InlineData(0, 1, 0)]
    [InlineData(5, 1, 5)] // the first five were lost
    public void Missing_OfOneTarget_IsWhatItsNumbersSkip(long lastSeq, long count, long missing)
        => Assert.Equal(missing, new SnapshotLosses([new StoredSequence(0, lastSeq, count)]).Missing(taken: null));

    [Fact]
    public void Missing_OfSeveralTargets_AddsUp()
        => Assert.Equal(6, new SnapshotLosses([new StoredSequence(0, 9, 8), new StoredSequence(3, 4, 1)]).Missing(taken: null));

    [Fact]
    public void Store_WhatWasLate_FillsTheGap()
    {
        var losses = new SnapshotLosses([new StoredSequence(0, 9, 8)]);

        losses.Store([new StoredSequence(0, 4, 2)]);

        Assert.Equal(0, losses.Missing(taken: null));
    }

    [Fact]
    public void Drop_BehindTheLast_CountsAtOnceAndOnceOnly()
    {
        var losses = new SnapshotLosses([new StoredSequence(0, 9, 10)]);
        foreach (var seq in new long[] { 12, 13, 14, 13, 16 })
        {
            losses.Drop(0, seq);
        }

        Assert.Equal(4, losses.Missing(taken: null));
        losses.Store([new StoredSequence(0, 13, 2)]);
        Assert.Equal(4, losses.Missing(taken: null)); // 12, 13 as gaps; 14 and 16 behind
        losses.Store([new StoredSequence(0, 20, 5)]);
        Assert.Equal(4, losses.Missing(taken: null));
    }

    [Fact]
    public void Drop_AfterALossThatNobodyCounted_AddsToIt()
    {
        // Ten are missing since a kill; five more are dropped, and nothing was stored after them yet.
        var losses = new SnapshotLosses([new StoredSequence(0, 99, 90)]);
        for (var seq = 100; seq < 105; seq++)
        {
            losses.Drop(0, seq);
        }

        Assert.Equal(15, losses.Missing(taken: null));
    }

    [Fact]
    public void Missing_AtTheEnd_IsWhatWasTakenAndIsNotStored()
    {
        var losses = new SnapshotLosses([new StoredSequence(0, 9, 8), new StoredSequence(1, 4, 5)]);

        Assert.Equal(2, losses.Missing(taken: 15));
        Assert.Equal(7, losses.Missing(taken: 20));
    }
}
