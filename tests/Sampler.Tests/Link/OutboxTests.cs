using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Link;

namespace Damon.Sampler.Tests.Link;

public sealed class OutboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_SeveralPushes_ComeInOrder()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("a", new MappingSet());
        outbox.Push("b", Snapshot(7));
        outbox.Push(Status("a"));
        Assert.Equal(0, (await Next(outbox)).Snapshot!.Seq);
        Assert.NotNull((await Next(outbox)).Mappings);
        Assert.Equal(("b", 7L), await Next(outbox) is { } item ? (item.SessionId, item.Snapshot!.Seq) : default);
        Assert.Equal("a", (await Next(outbox)).Status!.SessionId);
        Assert.Empty(outbox.WaitingSessions);
    }

    [Fact]
    public async Task TakeAsync_NothingThere_WaitsForAPush()
    {
        var outbox = new Outbox(10, 1 << 20);
        var taken = outbox.TakeAsync(Cancel);
        Assert.False(taken.IsCompleted);
        outbox.Push("a", Snapshot(3));
        Assert.Equal(3, (await taken).Snapshot!.Seq);
    }

    [Fact]
    public async Task TakeFollowing_Snapshots_StopAtTheFirstThatIsNone()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("b", Snapshot(1));
        outbox.Push("a", Snapshot(2));
        outbox.Push(Status("a"));
        outbox.Push("a", Snapshot(3));

        await outbox.TakeAsync(Cancel);
        Assert.Equal([("b", 1L), ("a", 2L)], outbox.TakeFollowing(10).Select(item => (item.SessionId, item.Snapshot!.Seq)));
        outbox.Accept();

        Assert.NotNull((await outbox.TakeAsync(Cancel)).Status);
        Assert.Empty(outbox.TakeFollowing(10));
        outbox.Accept();
        Assert.Equal(3, (await Next(outbox)).Snapshot!.Seq);
    }

    [Fact]
    public async Task TakeFollowing_NotAccepted_AllComeAgainInOrder()
    {
        var outbox = new Outbox(10, 1 << 20);
        for (var seq = 0; seq < 4; seq++)
        {
            outbox.Push("a", Snapshot(seq));
        }

        await outbox.TakeAsync(Cancel);
        Assert.Equal(2, outbox.TakeFollowing(2).Count);
        outbox.Retry();

        for (var seq = 0; seq < 4; seq++)
        {
            Assert.Equal(seq, (await Next(outbox)).Snapshot!.Seq);
        }
    }

    [Fact]
    public async Task TakeFollowing_OverTheCount_KeepsWhatIsOnItsWay()
    {
        var outbox = new Outbox(3, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("a", Snapshot(1));
        await outbox.TakeAsync(Cancel);
        outbox.TakeFollowing(5);
        for (var seq = 2; seq < 6; seq++)
        {
            outbox.Push("a", Snapshot(seq));
        }

        outbox.Accept();

        Assert.Equal(3, outbox.LostSnapshots);
        Assert.Equal(5, (await Next(outbox)).Snapshot!.Seq);
    }

    [Fact]
    public async Task TakeAsync_NotAccepted_GivesTheSameAgain()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("a", Snapshot(1));
        Assert.Equal(0, (await outbox.TakeAsync(Cancel)).Snapshot!.Seq);
        outbox.Retry();
        Assert.Equal(0, (await Next(outbox)).Snapshot!.Seq);
        Assert.Equal(1, (await Next(outbox)).Snapshot!.Seq);
    }

    [Fact]
    public async Task Push_OverTheCount_DropsTheOldestAndTellsTheLoss()
    {
        var outbox = new Outbox(3, 1 << 20);
        outbox.Push(Status("a"));
        await Next(outbox);
        for (var seq = 0; seq < 8; seq++)
        {
            outbox.Push(seq % 2 == 0 ? "a" : "b", Snapshot(seq));
        }

        Assert.Equal((3, 5L), (outbox.WaitingSnapshots, outbox.LostSnapshots));
        for (var seq = 5; seq < 8; seq++)
        {
            Assert.Equal(seq, (await Next(outbox)).Snapshot!.Seq);
        }

        var status = (await Next(outbox)).Status!;
        Assert.Equal(("a", 3L, 4L), (status.SessionId, status.LostSnapshots, status.TakenSnapshots));
    }

    [Fact]
    public async Task Push_OverTheMemory_DropsTheOldest()
    {
        var outbox = new Outbox(1_000, 3 * 24_200);
        for (var seq = 0; seq < 5; seq++)
        {
            outbox.Push("a", Snapshot(seq, regions: 1_000));
        }

        Assert.Equal(3, outbox.WaitingSnapshots);
        Assert.Equal(2, (await Next(outbox)).Snapshot!.Seq);
    }

    [Fact]
    public async Task Push_OverTheMemory_KeepsWhatIsOnItsWay()
    {
        var outbox = new Outbox(2, 1 << 20);
        outbox.Push("a", Snapshot(0));
        await outbox.TakeAsync(Cancel);
        outbox.Push("a", Snapshot(1));
        outbox.Push("a", Snapshot(2));
        outbox.Push("a", Snapshot(3));
        outbox.Accept();
        Assert.Equal(2, outbox.LostSnapshots);
        Assert.Equal(3, (await Next(outbox)).Snapshot!.Seq);
    }

    [Fact]
    public async Task Push_ManyMappings_KeepsTheNewestOfATarget()
    {
        var outbox = new Outbox(10, 2_000);
        for (var at = 0; at < 50; at++)
        {
            outbox.Push("a", new MappingSet { Target = at % 2, AtUs = at, Mappings = [new Mapping(0, 4_096, "rw-p", "", MappingKind.Anonymous)] });
        }

        var kept = new List<long>();
        while (outbox.WaitingSessions.Length > 0)
        {
            kept.Add((await Next(outbox)).Mappings!.AtUs);
        }

        Assert.InRange(kept.Count, 2, 10);
        Assert.Equal([48, 49], kept[^2..]);
        Assert.Equal(kept.Order(), kept);
    }

    [Fact]
    public async Task Push_StatusAgain_OnlyTheLatestWaitsBehindTheSnapshots()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push(Status("a"));
        outbox.Push("a", Snapshot(0));
        outbox.Push(Status("a", SessionState.Stopped));
        Assert.NotNull((await Next(outbox)).Snapshot);
        Assert.Equal(SessionState.Stopped, (await Next(outbox)).Status!.State);
        Assert.Empty(outbox.WaitingSessions);
    }

    [Fact]
    public async Task Push_StatusWhileAnotherIsOnItsWay_BothAreDelivered()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push(Status("a"));
        await outbox.TakeAsync(Cancel);
        outbox.Push(Status("a", SessionState.Stopped));
        outbox.Accept();
        Assert.Equal(SessionState.Stopped, (await Next(outbox)).Status!.State);
    }

    [Fact]
    public async Task WhenDelivered_LastPushAccepted_Completes()
    {
        var outbox = new Outbox(10, 1 << 20);
        Assert.True(outbox.WhenDelivered("a", Cancel).IsCompleted);
        outbox.Push("a", Snapshot(0));
        outbox.Push(Status("a", SessionState.Stopped));
        var delivered = outbox.WhenDelivered("a", Cancel);
        await Next(outbox);
        Assert.False(delivered.IsCompleted);
        await Next(outbox);
        await delivered;
    }

    [Fact]
    public async Task Forget_Session_DropsOnlyItsPushes()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("b", Snapshot(1));
        outbox.Push(Status("a"));
        outbox.Forget("a");
        Assert.Equal(["b"], outbox.WaitingSessions);
        Assert.Equal("b", (await Next(outbox)).SessionId);
        Assert.Equal(0, outbox.LostSnapshots);
    }

    [Fact]
    public async Task Reject_Snapshot_CountsAsLost()
    {
        var outbox = new Outbox(10, 1 << 20);
        outbox.Push("a", Snapshot(0));
        outbox.Push("a", Snapshot(1));
        await outbox.TakeAsync(Cancel);
        outbox.Reject();
        Assert.Equal(1, outbox.LostSnapshots);
        Assert.Equal(1, (await Next(outbox)).Snapshot!.Seq);
    }

    private static async Task<OutboxItem> Next(Outbox outbox)
    {
        var item = await outbox.TakeAsync(Cancel);
        outbox.Accept();
        return item;
    }

    private static Snapshot Snapshot(long seq, int regions = 1) => new() { Seq = seq, Regions = new RegionSample[regions] };

    private static SessionStatus Status(string id, SessionState state = SessionState.Running)
        => new() { SessionId = id, State = state, EndedAt = state == SessionState.Running ? null : DateTimeOffset.UnixEpoch };
}
