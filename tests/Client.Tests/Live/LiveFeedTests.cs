using Damon.Client.Live;
using Damon.Client.Tests.Heatmap;
using Damon.Contracts.Watching;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly FakeWatch watch = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<WatchEvent> handled = [];
    private readonly LiveFeed feed;

    public LiveFeedTests() => feed = new LiveFeed(watch, time);

    [Fact]
    public async Task Run_Snapshots_AreHandledInOrderAndAcknowledged()
    {
        var running = RunAsync();
        var connection = await watch.ConnectionAsync();
        for (var i = 0; i < 3; i++)
        {
            connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(i) });
        }

        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Lost, Lost = 4 });
        connection.Writer.Complete();
        await running;

        Assert.Equal([0L, 1, 2], handled.Where(e => e.Snapshot is not null).Select(e => e.Snapshot!.Seq));
        Assert.Equal([1L, 2, 3], watch.Acks);
        Assert.Equal(ConnectionState.None, feed.State);
    }

    [Fact]
    public async Task Run_ConnectionBreaks_ConnectsAgainAndCountsAcksAnew()
    {
        var states = new List<ConnectionState>();
        var running = feed.RunAsync("s", handled.Add, () => states.Add(feed.State), () => Task.CompletedTask, TestContext.Current.CancellationToken);
        var first = await watch.ConnectionAsync();
        first.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(0) });
        first.Writer.Complete(new IOException("gone"));

        var opening = watch.ConnectionAsync();
        while (!opening.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var second = await opening;
        second.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshots.At(9) });
        second.Writer.Complete();
        await running;

        Assert.Equal([ConnectionState.Connected, ConnectionState.Lost, ConnectionState.Connected, ConnectionState.None], states);
        Assert.Equal([1L, 1], watch.Acks);
    }

    [Fact]
    public async Task Run_TryingAgainIsNoUse_EndsWithTheReason()
    {
        var running = feed.RunAsync(
            "s", handled.Add, () => { }, () => throw new InvalidDataException("The session is gone."), TestContext.Current.CancellationToken);
        (await watch.ConnectionAsync()).Writer.Complete(new IOException("gone"));
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => running);
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = feed.RunAsync("s", handled.Add, () => { }, () => Task.CompletedTask, stop.Token);
        await watch.ConnectionAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task RunAsync() => feed.RunAsync("s", handled.Add, () => { }, () => Task.CompletedTask, TestContext.Current.CancellationToken);
}
