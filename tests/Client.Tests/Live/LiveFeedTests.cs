using Damon.Client.Live;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Watching;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly FakeWatch _watch = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<WatchEvent> _handled = [];
    private readonly LiveFeed _feed;

    public LiveFeedTests() => _feed = new LiveFeed(_watch, _time);

    [Fact]
    public async Task Run_Snapshots_AreHandledInOrderAndAcknowledged()
    {
        var running = RunAsync();
        var connection = await _watch.ConnectionAsync();
        for (var i = 0; i < 3; i++)
        {
            connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(i) });
        }

        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Lost, Lost = 4 });
        connection.Writer.Complete();
        await running;

        Assert.Equal([0L, 1, 2], _handled.Where(e => e.Snapshot is not null).Select(e => e.Snapshot!.Seq));
        Assert.Equal([1L, 2, 3], _watch.Acks);
        Assert.Equal(ConnectionState.None, _feed.State);
    }

    [Fact]
    public async Task Run_ConnectionBreaks_ConnectsAgainAndCountsAcksAnew()
    {
        var states = new List<ConnectionState>();
        var running = _feed.RunAsync("s", _handled.Add, () => states.Add(_feed.State), () => Task.CompletedTask, TestContext.Current.CancellationToken);
        var first = await _watch.ConnectionAsync();
        first.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(0) });
        first.Writer.Complete(new IOException("gone"));

        var opening = _watch.ConnectionAsync();
        while (!opening.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var second = await opening;
        second.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(9) });
        second.Writer.Complete();
        await running;

        Assert.Equal([ConnectionState.Connected, ConnectionState.Lost, ConnectionState.Connected, ConnectionState.None], states);
        Assert.Equal([1L, 1], _watch.Acks);
    }

    [Fact]
    public async Task Run_TryingAgainIsNoUse_EndsWithTheReason()
    {
        var running = _feed.RunAsync(
            "s", _handled.Add, () => { }, () => throw new InvalidDataException("The session is gone."), TestContext.Current.CancellationToken);
        (await _watch.ConnectionAsync()).Writer.Complete(new IOException("gone"));
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => running);
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = _feed.RunAsync("s", _handled.Add, () => { }, () => Task.CompletedTask, stop.Token);
        await _watch.ConnectionAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task RunAsync() => _feed.RunAsync("s", _handled.Add, () => { }, () => Task.CompletedTask, TestContext.Current.CancellationToken);
}
