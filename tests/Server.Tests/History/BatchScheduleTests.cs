using Damon.Server.History;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.History;

public sealed class BatchScheduleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BatchSchedule _schedule;

    public BatchScheduleTests() => _schedule = new BatchSchedule(_time);

    [Fact]
    public void UntilCut_NothingWaits_IsNever() => Assert.Null(_schedule.UntilCut(0));

    [Fact]
    public void UntilCut_FirstItem_IsTheWindowAndLaterOnesDoNotProlongIt()
    {
        Assert.True(_schedule.Arrived());
        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));

        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.False(_schedule.Arrived());

        Assert.Equal(TimeSpan.FromMilliseconds(40), _schedule.UntilCut(2));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(2));
    }

    [Fact]
    public void UntilCut_FullBatch_IsNow()
    {
        _schedule.Arrived();

        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(BatchSchedule.FullBatch - 1));
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(BatchSchedule.FullBatch));
    }

    [Fact]
    public void UntilCut_InAHurry_IsNowForOneBatch()
    {
        _schedule.Arrived();
        _schedule.Hurry();
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(1));

        _schedule.Cut(left: 0);
        _schedule.Arrived();

        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));
    }

    [Fact]
    public void UntilCut_HurryWithNothingToWrite_IsForgotten()
    {
        _schedule.Hurry();
        Assert.Null(_schedule.UntilCut(0));
        _schedule.Arrived();

        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));
    }

    [Fact]
    public void UntilCut_SenderWithOneOnTheWay_IsNow()
    {
        _schedule.Sent("a");
        _schedule.Arrived();
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(1));

        // One that never waits is in the same batch, and alone in the next.
        _schedule.Cut(left: 0);
        _schedule.Answered("a");
        _schedule.Arrived();

        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));
    }

    [Fact]
    public void UntilCut_SenderWithSeveralOnTheWay_IsTheWindowUntilItCanSendNothingMore()
    {
        Send("a", 2);
        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(2));

        Send("a", BatchSchedule.MostOnTheWay - 2);

        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(BatchSchedule.MostOnTheWay));
    }

    [Fact]
    public void UntilCut_SerialSenderBesideAnother_IsNow()
    {
        Send("a", 2);
        Send("b", 1);

        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(3));
    }

    [Fact]
    public void UntilCut_SenderThatHadSeveralOnTheWayOnce_WaitsAWholeWindowOnlyOnce()
    {
        Send("a", 2);
        _time.Advance(BatchSchedule.Window);
        _schedule.Cut(left: 0);
        Answer("a", 2);

        // It still has the name of one that sends several at once …
        Send("a", 1);
        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));
        _time.Advance(BatchSchedule.Window);
        _schedule.Cut(left: 0);
        Answer("a", 1);

        // … but not after a window in which it did not.
        Send("a", 1);
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(1));
    }

    [Fact]
    public void UntilCut_AfterAFailure_IsThePauseWhateverArrives()
    {
        Send("a", 1);
        _schedule.Cut(left: 0);
        _schedule.Failed();
        Send("b", 1);
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(TimeSpan.FromMilliseconds(700), _schedule.UntilCut(BatchSchedule.FullBatch));
        _schedule.Hurry();
        Assert.Equal(TimeSpan.Zero, _schedule.UntilCut(2));
        _schedule.Cut(left: 0);
        _schedule.Failed();
        Assert.Equal(BatchSchedule.RetryPause, _schedule.UntilCut(2));
        _schedule.Cut(left: 0);
        _schedule.Committed();
        Answer("a", 1);
        Answer("b", 1);
        _schedule.Arrived();
        Assert.Equal(BatchSchedule.Window, _schedule.UntilCut(1));
    }

    [Fact]
    public void UntilCut_WhatFoundNoPlace_HasAWindowOfItsOwn()
    {
        _schedule.Arrived();
        _time.Advance(BatchSchedule.Window);
        _schedule.Cut(left: 3);
        _time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(TimeSpan.FromMilliseconds(90), _schedule.UntilCut(3));
    }

    private void Send(string sender, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _schedule.Sent(sender);
            _schedule.Arrived();
        }
    }

    private void Answer(string sender, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _schedule.Answered(sender);
        }
    }
}
