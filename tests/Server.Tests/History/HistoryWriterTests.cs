using System.Collections.Concurrent;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.History;

/// <summary>The clock stands still unless a test moves it: what happens without that did not wait.</summary>
public sealed class HistoryWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryHistoryStore _store = new();
    private readonly HistoryWriter _writer;
    private readonly ConcurrentQueue<StoredSpan> _stored = [];

    public HistoryWriterTests()
    {
        _writer = new HistoryWriter(_store, _time, NullLogger<HistoryWriter>.Instance);
        _writer.Stored += _stored.Enqueue;
    }

    public async ValueTask InitializeAsync()
    {
        await _writer.StartAsync(TestContext.Current.CancellationToken);
        _writer.Save(Recorded.Session(1));
        Assert.True(await _writer.FlushAsync(Patience));
        _store.Batches.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
    }

    [Fact]
    public async Task Add_OneSnapshotAfterTheOther_IsStoredWhenAnswered()
    {
        for (var seq = 0; seq < 3; seq++)
        {
            Assert.True(await _writer.AddAsync(Recorded.Snapshot(1, seq), "sampler", TestContext.Current.CancellationToken));
            Assert.Equal(seq + 1, _store.Count(1, 0, TimeRange.All));
        }

        Assert.Equal([1L, 1L, 1L], _stored.Select(span => span.Snapshots));
    }

    [Fact]
    public async Task Add_ManySnapshotsAtOnce_AreStoredInFewBatchesWhenTheWindowEnds()
    {
        var adding = Enumerable.Range(0, 10).Select(seq => _writer.AddAsync(Recorded.Snapshot(1, seq), "sampler", TestContext.Current.CancellationToken).AsTask()).ToArray();
        await UntilAsync(() =>
        {
            _time.Advance(BatchSchedule.Window);
            return Task.WhenAll(adding).IsCompleted;
        });

        // The first may go alone: nobody knows yet that its sender has more on the way.
        Assert.InRange(_store.Batches.Count, 1, 3);
        Assert.Equal(10, _store.Count(1, 0, TimeRange.All));
    }

    [Fact]
    public async Task Add_SeveralTogether_AreOneBatchThatWaitsForNothing()
    {
        StoredSnapshot[] snapshots = [.. Enumerable.Range(0, 32).Select(seq => Recorded.Snapshot(1, seq))];

        var added = await _writer.AddAsync(snapshots, "sampler", TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Repeat(true, 32), added);
        Assert.Equal(32, Assert.Single(_store.Batches, batch => batch.Snapshots.Count > 0).Snapshots.Count);
        Assert.Equal(32, _store.Count(1, 0, TimeRange.All));
    }

    [Fact]
    public async Task Save_SeveralStatesAndMappings_AreOneBatchWithTheNewestState()
    {
        _writer.Save(Recorded.Session(1, SessionState.Stopping));
        Assert.True(await _writer.AddAsync(Recorded.Mappings(1, 1), TestContext.Current.CancellationToken));
        Assert.True(await _writer.AddAsync(Recorded.Mappings(1, 2), TestContext.Current.CancellationToken));
        _writer.Save(Recorded.Session(1, SessionState.Stopped));

        _time.Advance(TimeSpan.FromMilliseconds(100));
        await UntilAsync(() => !_store.Batches.IsEmpty);

        var batch = Assert.Single(_store.Batches);
        Assert.Equal(SessionState.Stopped, Assert.Single(batch.Sessions).State);
        Assert.Equal([1L, 2L], batch.Mappings.Select(set => set.AtUs));
    }

    [Fact]
    public async Task Flush_CutsTheWindow()
    {
        await _writer.AddAsync(Recorded.Mappings(1, 1), TestContext.Current.CancellationToken);

        Assert.True(await _writer.FlushAsync(Patience));

        Assert.Equal([1L], _store.MappingTimes(1, 0));
    }

    [Fact]
    public async Task Stop_WritesWhatWaitsAndTakesNothingMore()
    {
        await _writer.AddAsync(Recorded.Mappings(1, 1), TestContext.Current.CancellationToken);
        _writer.Save(Recorded.Session(2));

        await _writer.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1L], _store.MappingTimes(1, 0));
        Assert.Equal(2, _store.Sessions().Count);
        Assert.False(await _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken));
        Assert.False(await _writer.FlushAsync(Patience));
    }

    [Fact]
    public async Task Trouble_IsToldTriedAgainAndOver()
    {
        _store.Trouble = "the disk is full.";
        var first = _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken).AsTask();
        await UntilAsync(() => _writer.Failure is not null);
        Assert.Equal("The history cannot be written: the disk is full.", _writer.Failure);

        // Nobody waits for a disk that is full, and nothing that comes makes it be tried sooner.
        Assert.True(await _writer.AddAsync(Recorded.Snapshot(1, 1), "sampler", TestContext.Current.CancellationToken));
        Assert.True(await _writer.AddAsync(Recorded.Snapshot(1, 2), "sampler", TestContext.Current.CancellationToken));
        Assert.Single(_store.Batches);
        Assert.False(first.IsCompleted);

        _store.Trouble = null;
        _time.Advance(BatchSchedule.RetryPause);
        Assert.True(await first);
        await UntilAsync(() => _store.Count(1, 0, TimeRange.All) == 3);
        Assert.Null(_writer.Failure);
        Assert.Equal(0, _writer.Lost);
    }

    [Fact]
    public async Task Trouble_WhatFindsTheQueueFull_IsDroppedAndCounted()
    {
        _store.Trouble = "the disk is full.";
        _ = _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken).AsTask();
        await UntilAsync(() => _writer.Failure is not null);

        var taken = 1;
        while (await _writer.AddAsync(Recorded.Snapshot(1, taken), "sampler", TestContext.Current.CancellationToken))
        {
            taken++;
        }

        Assert.InRange(taken, 512, 1_000);
        Assert.Equal(1, _writer.Lost);
        _store.Trouble = null;
        Assert.True(await _writer.DeleteAsync(99, Patience));
        await UntilAsync(() =>
        {
            _time.Advance(BatchSchedule.Window);
            return _store.Count(1, 0, TimeRange.All) == taken;
        });
    }

    [Fact]
    public async Task Trouble_ADeletionThatMakesRoom_GoesAheadOfWhatWaits()
    {
        _store.Trouble = "the disk is full.";
        var waiting = _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken).AsTask();
        await UntilAsync(() => _writer.Failure is not null);
        _store.Deleting = _ => _store.Trouble = null;

        Assert.True(await _writer.DeleteAsync(2, Patience));

        Assert.True(await waiting);
        Assert.Equal(1, _store.Count(1, 0, TimeRange.All));
    }

    [Fact]
    public async Task Trouble_ADeletionThatFails_DoesNotKeepOthersOutAndIsTriedAgain()
    {
        _store.Deleting = static session => throw new HistoryUnavailableException($"session {session} is damaged.", new IOException());
        var deletion = _writer.DeleteAsync(2, Patience);

        Assert.True(await _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken));
        Assert.Equal(1, _store.Count(1, 0, TimeRange.All));
        Assert.Null(_writer.Failure);
        Assert.False(deletion.IsCompleted);

        _store.Deleting = static _ => { };
        await UntilAsync(() =>
        {
            _time.Advance(BatchSchedule.Window);
            return deletion.IsCompleted;
        });
        Assert.True(await deletion);
    }

    [Fact]
    public async Task Trouble_AtTheEnd_DoesNotHoldUpTheStop()
    {
        _store.Trouble = "the disk is full.";
        await _writer.AddAsync(Recorded.Mappings(1, 1), TestContext.Current.CancellationToken);

        await _writer.StopAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(_writer.Failure);
    }

    [Fact]
    public async Task Trouble_FlushAndDeletion_AreFalseAfterTheirTime()
    {
        _store.Trouble = "the disk is full.";

        var flush = _writer.FlushAsync(Patience);
        var deletion = _writer.DeleteAsync(1, Patience);
        await UntilAsync(() => _writer.Failure is not null);
        _time.Advance(Patience);

        Assert.False(await flush);
        Assert.False(await deletion);
    }

    [Fact]
    public async Task Save_OfADeletedSession_DoesNotBringItBack()
    {
        Assert.True(await _writer.DeleteAsync(1, Patience));
        _writer.Save(Recorded.Session(1));

        Assert.True(await _writer.FlushAsync(Patience));

        Assert.Empty(_store.Sessions());
    }

    [Fact]
    public async Task Refused_IsCountedAndHoldsNothingUp()
    {
        _writer.Save(Recorded.Session(2, id: "session-1"));

        Assert.True(await _writer.AddAsync(Recorded.Snapshot(1, 0), "sampler", TestContext.Current.CancellationToken));

        Assert.Equal(1, _writer.Lost);
        Assert.Null(_writer.Failure);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
