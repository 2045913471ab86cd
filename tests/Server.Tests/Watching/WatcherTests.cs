using Damon.Contracts.Watching;
using Damon.Server.Tests.Hosting;
using Damon.Server.Watching;

namespace Damon.Server.Tests.Watching;

public sealed class WatcherTests
{
    [Fact]
    public async Task Offer_MoreThanTheQueueHolds_LosesTheOldestSnapshotsButNoOtherEvent()
    {
        var watcher = new Watcher();
        watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session });
        foreach (var seq in Enumerable.Range(0, 100))
        {
            watcher.Offer(FakeSampler.Snapshot(seq));
        }

        watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session });
        watcher.Complete();
        var events = await ReadAsync(watcher);

        Assert.Equal([WatchEventKind.Session, WatchEventKind.Lost, .. Enumerable.Repeat(WatchEventKind.Snapshot, 64), WatchEventKind.Session], events.Select(item => item.Kind));
        Assert.Equal(36, events[1].Lost);
        Assert.Equal(Enumerable.Range(36, 64).Select(seq => (long)seq), events.Where(item => item.Snapshot is not null).Select(item => item.Snapshot!.Seq));
    }

    [Fact]
    public async Task Offer_NewerSessionMappingsAndIdleAges_TakeThePlaceOfThoseThatWait()
    {
        var watcher = new Watcher();
        foreach (var number in Enumerable.Range(0, 100))
        {
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = new() { SnapshotCount = number } });
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Mappings, Mappings = new() { Target = number % 2, AtUs = number } });
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Idle, Idle = new() { Target = number % 2, AtUs = number } });
        }

        watcher.Offer(FakeSampler.Snapshot(0));
        watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = new() { SnapshotCount = 100 } });
        watcher.Complete();
        var events = await ReadAsync(watcher);

        Assert.Equal([WatchEventKind.Session, WatchEventKind.Mappings, WatchEventKind.Idle, WatchEventKind.Mappings, WatchEventKind.Idle, WatchEventKind.Snapshot, WatchEventKind.Session], events.Select(item => item.Kind));
        Assert.Equal((0L, 100L), (events[0].Session!.SnapshotCount, events[6].Session!.SnapshotCount));
        Assert.Equal([98L, 99L], events.Where(item => item.Mappings is not null).Select(item => item.Mappings!.AtUs));
        Assert.Equal([98L, 99L], events.Where(item => item.Idle is not null).Select(item => item.Idle!.AtUs));
    }

    [Fact]
    public async Task Offer_ManyTargetsToASlowAcknowledger_ReachesEveryTarget()
    {
        var watcher = new Watcher();
        watcher.Acknowledge(0);
        var seen = new List<int>();
        var reading = watcher.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var seq in Enumerable.Range(0, 8))
        {
            foreach (var target in Enumerable.Range(0, 4))
            {
                watcher.Offer(FakeSampler.Snapshot(seq, target));
            }

            for (var taken = 0; taken < 2;)
            {
                Assert.True(await reading.MoveNextAsync());
                if (reading.Current.Snapshot is { } snapshot)
                {
                    seen.Add(snapshot.Target);
                    taken++;
                }
            }

            watcher.Acknowledge(seen.Count);
        }

        Assert.Equal([4, 4, 4, 4], Enumerable.Range(0, 4).Select(target => seen.Count(one => one == target)));
    }

    [Fact]
    public async Task Acknowledge_MoreThanWasSent_CountsNoMoreThanThat()
    {
        var watcher = new Watcher();
        watcher.Acknowledge(1_000);
        foreach (var target in Enumerable.Range(0, 4))
        {
            watcher.Offer(FakeSampler.Snapshot(0, target));
        }

        var reading = watcher.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reading.MoveNextAsync());
        Assert.True(await reading.MoveNextAsync());
        var third = reading.MoveNextAsync();

        Assert.False(third.IsCompleted);
        watcher.Acknowledge(1);
        Assert.True(await third);
        await reading.DisposeAsync();
    }

    private static async Task<List<WatchEvent>> ReadAsync(Watcher watcher)
    {
        var events = new List<WatchEvent>();
        await foreach (var item in watcher.ReadAsync(TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        return events;
    }
}
