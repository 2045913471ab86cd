using Damon.Model.Changes;
using static Damon.Model.Tests.Changes.Mapped;

namespace Damon.Model.Tests.Changes;

public sealed class SizeChangesTests
{
    private const long Pause = 10;

    [Fact]
    public void Of_AStep_IsOneChange()
        => Assert.Equal([(5L, 5L, 10.0, 30.0)], Changes((0, 10), (5, 30)));

    [Theory]
    [InlineData(10, 10.9)]
    [InlineData(10, 9.1)]
    [InlineData(1_000, 1_099)]
    [InlineData(0.5, 1.4)]
    public void Of_LittleOrASmallPart_IsNone(double before, double after) => Assert.Empty(Changes((0, before), (5, after)));

    [Fact]
    public void Of_ALeak_IsOneChangeHoweverLong()
    {
        var changes = Changes([.. Enumerable.Range(0, 2_000).Select(i => ((long)i, 10 + (i / 2.0)))]);

        var (from, to, before, after) = Assert.Single(changes);
        Assert.Equal((10.0, 1_009.5, 1_999L), (before, after, to));
        Assert.InRange(from, 2, 3);
    }

    [Fact]
    public void Of_GrowthWithLongPauses_IsSeveral()
        => Assert.Equal([(5L, 6L, 10.0, 30.0), (50L, 50L, 30.0, 60.0)], Changes((0, 10), (5, 20), (6, 30), (50, 60)));

    [Fact]
    public void Of_SmallMovementsToAndFro_AreNone()
        => Assert.Empty(Changes([.. Enumerable.Range(0, 500).Select(i => ((long)i, i % 2 == 0 ? 100.0 : 95))]));

    [Fact]
    public void Of_SlowGrowthInSmallSteps_IsToldWhenItMatters()
        => Assert.Equal([(200L, 200L, 100.0, 111.2)], Changes((0, 100), (100, 105.6), (200, 111.2)));

    [Fact]
    public void Of_GrowingWithSmallStepsBack_GoesOn()
        => Assert.Equal([(1L, 5L, 10.0, 50.0)], Changes((0, 10), (1, 20), (2, 30), (3, 29), (4, 40), (5, 50)));

    [Fact]
    public void Of_UpAndDown_AreTwo()
        => Assert.Equal([(1L, 1L, 10.0, 50.0), (2L, 2L, 50.0, 10.0)], Changes((0, 10), (1, 50), (2, 10)));

    [Fact]
    public void Of_WhatComesAndGoes_BeginsAndEndsWithNothing()
    {
        var track = Follow([Named("program", 0, 1)], [Named("program", 0, 1), Plain(10, 20)], [Named("program", 0, 1)]).All[1];

        Assert.Equal([new SizeChange(2, 2, 0, 10 * Mega), new SizeChange(3, 3, 10 * Mega, 0)], SizeChanges.Of(track, Pause));
    }

    [Fact]
    public void Of_MoreThanCanBeTold_KeepsTheLargestInOrder()
    {
        // Up and down a hundred times, each time by a megabyte more.
        var changes = Changes([.. Enumerable.Range(0, 200).Select(i => (100L * i, i % 2 == 0 ? 10.0 : 20 + i))]);

        Assert.Equal(SizeChanges.Most, changes.Count);
        Assert.Equal(changes.OrderBy(change => change.From), changes);
        Assert.All(changes, change => Assert.True(Math.Abs(change.After - change.Before) > 180));
    }

    private static IReadOnlyList<(long From, long To, double Before, double After)> Changes(params (long Us, double Mega)[] sizes)
    {
        var tracks = new RunTracks();
        foreach (var (us, mega) in sizes)
        {
            tracks.Take(us, MappedRun.Of([Plain(10, 11) with { Range = new(10 * Mega, (10 * Mega) + (ulong)(mega * Mega)) }]));
        }

        return [.. SizeChanges.Of(Assert.Single(tracks.All), Pause).Select(change => (change.FromUs, change.ToUs, Math.Round(change.Before / (double)Mega, 1), Math.Round(change.After / (double)Mega, 1)))];
    }
}
