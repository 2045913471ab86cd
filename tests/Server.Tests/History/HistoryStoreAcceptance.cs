using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Retention;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.History;

/// <summary>What every store has to do. A new one is accepted when a fixture derived from this passes.</summary>
public abstract class HistoryStoreAcceptance
{
    [Fact]
    public void New_HasNothing()
    {
        var store = Open();

        Assert.Empty(store.Sessions());
        Assert.Empty(store.Page(1, null, TimeRange.All, null, 10));
        Assert.Empty(store.Stream(1, 0, TimeRange.All));
        Assert.Empty(store.Figures(1, 0, TimeRange.All));
        Assert.Equal(0, store.Count(1, 0, TimeRange.All));
        Assert.Null(store.Mappings(1, 0, 5));
        Assert.Empty(store.MappingTimes(1, 0));
        Assert.Null(store.Idle(1, 0, 5));
        Assert.Empty(store.IdleTimes(1, 0, TimeRange.All));
        Assert.Empty(store.IdleStream(1, 0, TimeRange.All));
        Assert.Empty(store.IdleStream(1, 0, TimeRange.All, 5));
    }

    [Fact]
    public void Append_ASession_IsReadAsItWasStored()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(2), Recorded.Session(1)));

        var read = store.Sessions();

        Assert.Equal([1L, 2L], read.Select(session => session.Key));
        var (wanted, got) = (Recorded.Session(1), read[0]);
        Assert.Equal((wanted.SamplerLost, wanted.ServerLost), (got.SamplerLost, got.ServerLost));
        Assert.Equal(wanted.Targets, got.Targets);
        Assert.Equal(wanted.Groups, got.Groups);
        Assert.Equal(wanted with { Targets = [], Groups = [], Sequences = [] }, got with { Targets = [], Groups = [], Sequences = [] });
    }

    [Fact]
    public void Append_ASessionAgain_ReplacesItsStateButKeepsWhatTheStoreCounts()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 3)));
        var later = Recorded.Session(1, SessionState.Stopped);
        later = later with { Name = "new", Notes = "", EndedBecause = "Stopped.", Targets = [later.Targets[0] with { EndedBecause = "gone", HasRegions = true }, later.Targets[0] with { Index = 1, EarlierPrograms = [new EarlierProgram("sh", "sh -c \"x\"", 5), new EarlierProgram("bash", "", 6)], RestartOf = 0 }], Groups = [later.Groups[0] with { Processes = 7 }, later.Groups[1]] };

        store.Append(Recorded.Batch(later));

        var read = Assert.Single(store.Sessions());
        Assert.Equal((SessionState.Stopped, "new", "", "Stopped."), (read.State, read.Name, read.Notes, read.EndedBecause));
        Assert.Equivalent(later.Targets, read.Targets, strict: true);
        Assert.Equal([("gone", (int?)1, true), (null, (int?)1, false)], read.Targets.Select(target => (target.EndedBecause, target.Group, target.HasRegions)));
        Assert.Equal(7, Assert.Single(read.Groups, group => group.Kind == GroupKind.Command).Processes);
        Assert.Equal((2L, 1_000_000L, 1_400_000L), (read.SnapshotCount, read.FirstUs, read.LastUs));
    }

    [Fact]
    public void Append_ASnapshot_IsReadWithAllItsFiguresAndRegions()
    {
        var store = Open();
        var snapshot = Recorded.Snapshot(1, 5, target: 1);
        store.Append(Recorded.Batch(Recorded.Session(1), snapshot));

        var read = Assert.Single(store.Stream(1, 1, TimeRange.All));

        Assert.Equal((1L, snapshot.Figures), (read.Session, read.Figures));
        Assert.Equal(snapshot.Packed, read.Packed);
        Assert.Equal(snapshot.Figures, Assert.Single(store.Figures(1, 1, TimeRange.All)));
        Assert.Equal(snapshot.Packed, Assert.Single(store.Page(1, null, TimeRange.All, null, 10)).Packed);
    }

    [Fact]
    public void Append_ASnapshotThatTellsItsCertainty_IsReadWithIt()
    {
        var store = Open();
        var snapshot = FakeSampler.Estimated(5);
        store.Append(Recorded.Batch(Recorded.Session(1), StoredSnapshot.Of(1, snapshot)));

        var read = Assert.Single(store.Stream(1, 0, TimeRange.All)).ToSnapshot();

        Assert.Equal(snapshot.Regions, read.Regions);
        Assert.Equal(snapshot.Samples!, read.Samples!);
        Assert.Equal(snapshot.Touched!, read.Touched!);
        Assert.Equal([0.1579, null, null, 0.1218], read.TouchedError!); // rounded to a twentieth
        Assert.Equal(snapshot.SinceUs!, read.SinceUs!);
        Assert.Equal(snapshot.Unknown!, read.Unknown!);
        var figures = Assert.Single(store.Figures(1, 0, TimeRange.All));
        Assert.Equal((0x6000L, 0x3000L, 1_579L), (figures.WorkingSetBytes, figures.TouchedBytes, figures.TouchedErrorBytes));
    }

    [Theory]
    [InlineData(SamplingPlan.Kernel)]
    [InlineData(SamplingPlan.Adaptive)]
    public void Append_ASession_KeepsItsPlanAndBudget(SamplingPlan plan)
    {
        var store = Open();
        var attributes = new MonitoringAttributes { Plan = plan, Budget = new MonitoringBudget { SamplerPercent = 0.5, TargetPercent = 0 } };
        store.Append(Recorded.Batch(Recorded.Session(1) with { Attributes = attributes }));

        Assert.Equal(attributes, Assert.Single(store.Sessions()).Attributes);
    }

    [Fact]
    public void Sessions_TellHowFarEachTargetIsStored_WhateverCameTwiceOrWasDeleted()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1) with { Taken = 12 }, Recorded.Snapshot(1, 1), Recorded.Snapshot(1, 4), Recorded.Snapshot(1, 0, target: 2)));
        store.Append(Recorded.Batch(Recorded.Snapshot(1, 4), Recorded.Snapshot(1, 3)));
        store.Trim(new RetentionCut(1, 1_300_000));

        var read = Assert.Single(Reopen().Sessions());

        Assert.Equal(12, read.Taken);
        Assert.Equal([new StoredSequence(0, 4, 3), new StoredSequence(2, 0, 1)], read.Sequences);
    }

    [Fact]
    public void Append_TellsWhatEachSessionGot()
    {
        var store = Open();

        var receipt = store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Session(2), Recorded.Snapshot(1, 4), Recorded.Snapshot(2, 0), Recorded.Snapshot(1, 2)));

        Assert.Equal([(1, 2, 1_200_000, 1_500_000), (2, 1, 1_000_000, 1_100_000)], receipt.Added.OrderBy(span => span.Session).Select(span => (span.Session, span.Snapshots, span.FirstUs, span.LastUs)));
        Assert.Equal([new StoredSequence(0, 4, 2), new StoredSequence(0, 0, 1)], receipt.Added.OrderBy(span => span.Session).SelectMany(span => span.Sequences));
        Assert.Empty(receipt.Refused);
    }

    [Fact]
    public void Append_WhatIsThereAlready_ChangesNothing()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 0), Recorded.Mappings(1, 10), Recorded.Idle(1, 10)));

        var receipt = store.Append(Recorded.Batch(
            Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1), Recorded.Snapshot(1, 1), Recorded.Mappings(1, 10, "other"), Recorded.Idle(1, 10, pages: 4), Recorded.Idle(1, 20), Recorded.Idle(1, 20)));

        Assert.Equivalent(new StoredSpan(1, 1_100_000, 1_200_000, [new StoredSequence(0, 1, 1)]), Assert.Single(receipt.Added), strict: true);
        Assert.Equal(2, Assert.Single(store.Sessions()).SnapshotCount);
        Assert.Equal([0L, 1L], Seqs(store.Stream(1, 0, TimeRange.All)));
        Assert.Equal("[heap]", store.Mappings(1, 0, 10)!.ToSet().Mappings[0].Name);
        Assert.Equal([10L, 20L], store.IdleTimes(1, 0, TimeRange.All));
        Assert.Equal(Recorded.Idle(1, 10).Packed, store.Idle(1, 0, 10)!.Packed);
    }

    [Fact]
    public void Append_AnIdThatAnotherSessionHas_IsRefusedAndTheRestGoesIn()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1)));

        var receipt = store.Append(Recorded.Batch(Recorded.Session(2, id: "session-1"), Recorded.Session(3), Recorded.Snapshot(1, 0)));

        Assert.Contains("session-1", Assert.Single(receipt.Refused), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(receipt.Added).Session);
        Assert.Equal([1L, 3L], store.Sessions().Select(session => session.Key));
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue, new long[] { 0, 1, 2, 4 })]
    [InlineData(1_100_000, 1_200_000, new long[] { 1 })]
    [InlineData(1_099_999, 1_200_001, new long[] { 0, 1, 2 })]
    [InlineData(1_150_000, 1_150_001, new long[] { 1 })]
    [InlineData(1_300_000, 1_400_000, new long[0])]
    [InlineData(1_350_000, 9_000_000, new long[] { 4 })]
    [InlineData(0, 1_000_000, new long[0])]
    [InlineData(1_500_000, 9_000_000, new long[0])]
    public void Read_OfATime_IsWhatOverlapsItInOrder(long from, long to, long[] seqs)
    {
        // Pushed out of order, with a hole; another target's lie between.
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 4), Recorded.Snapshot(1, 1), Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1, target: 1), Recorded.Snapshot(1, 2)));
        var time = new TimeRange(from, to);

        Assert.Equal(seqs, Seqs(store.Stream(1, 0, time)));
        Assert.Equal(seqs, store.Figures(1, 0, time).Select(figures => figures.Seq));
        Assert.Equal(seqs, Seqs(store.Page(1, 0, time, null, 100)));
        Assert.Equal(seqs.Length, store.Count(1, 0, time));
    }

    [Fact]
    public void Stream_WhileMoreIsStored_GoesOn()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1)));
        using var stream = store.Stream(1, 0, TimeRange.All).GetEnumerator();
        Assert.True(stream.MoveNext());

        store.Append(Recorded.Batch(Recorded.Snapshot(1, 2)));

        Assert.True(stream.MoveNext());
        Assert.Equal(1, stream.Current.Figures.Seq);
        Assert.Equal(3, store.Count(1, 0, TimeRange.All));
    }

    [Fact]
    public void Page_AfterACursor_GoesOnBehindItInOrderOfStartTargetAndNumber()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 1, 1), Recorded.Snapshot(1, 0, 1), Recorded.Snapshot(1, 1), Recorded.Snapshot(1, 0)));

        var first = store.Page(1, null, TimeRange.All, null, 3);
        var second = store.Page(1, null, TimeRange.All, SnapshotCursor.Of(first[^1].Figures), 3);
        var third = store.Page(1, null, TimeRange.All, SnapshotCursor.Of(second[^1].Figures), 3);

        Assert.Equal([(0, 0L), (1, 0L), (0, 1L)], first.Select(snapshot => (snapshot.Figures.Target, snapshot.Figures.Seq)));
        Assert.Equal([(1, 1L)], second.Select(snapshot => (snapshot.Figures.Target, snapshot.Figures.Seq)));
        Assert.Empty(third);
    }

    [Theory]
    [InlineData(long.MinValue, 10)]
    [InlineData(10, 10)]
    [InlineData(19, 10)]
    [InlineData(20, 20)]
    [InlineData(long.MaxValue, 30)]
    public void Mappings_AtATime_AreTheNewestNotAfterItElseTheFirst(long at, long wanted)
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Mappings(1, 30), Recorded.Mappings(1, 10), Recorded.Mappings(1, 20)));

        var read = store.Mappings(1, 0, at)!;

        Assert.Equal((1L, 0, wanted), (read.Session, read.Target, read.AtUs));
        Assert.Equal("[heap]", Assert.Single(read.ToSet().Mappings).Name);
        Assert.Equal([10L, 20L, 30L], store.MappingTimes(1, 0));
        Assert.Null(store.Mappings(1, 1, at));
    }

    [Theory]
    [InlineData(long.MinValue, null)]
    [InlineData(9, null)]
    [InlineData(10, 10L)]
    [InlineData(19, 10L)]
    [InlineData(20, 20L)]
    [InlineData(long.MaxValue, 30L)]
    public void Idle_AtATime_IsTheNewestNotAfterItElseNone(long at, long? wanted)
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Idle(1, 30), Recorded.Idle(1, 10), Recorded.Idle(1, 20), Recorded.Idle(1, 5, target: 1)));

        var read = store.Idle(1, 0, at);

        Assert.Equal(wanted, read?.AtUs);
        Assert.Null(store.Idle(1, 2, at));
        if (wanted is { } known)
        {
            var stored = Recorded.Idle(1, known);
            Assert.Equal(stored with { Packed = [] }, read! with { Packed = [] });
            Assert.Equal(stored.Packed, read.Packed);
        }
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue, null, new long[] { 10, 20, 30, 40, 50 })]
    [InlineData(20, 40, null, new long[] { 20, 30 })]
    [InlineData(51, 99, null, new long[0])]
    [InlineData(long.MinValue, long.MaxValue, 5, new long[] { 10, 20, 30, 40, 50 })]
    [InlineData(long.MinValue, long.MaxValue, 3, new long[] { 10, 30, 50 })]
    [InlineData(long.MinValue, long.MaxValue, 2, new long[] { 10, 50 })]
    [InlineData(long.MinValue, long.MaxValue, 1, new long[] { 50 })]
    [InlineData(15, 45, 2, new long[] { 20, 40 })]
    public void IdleStream_OfATime_IsWhatLiesInItInOrder(long from, long to, int? most, long[] wanted)
    {
        var store = Open();
        store.Append(Recorded.Batch(
            Recorded.Session(1), Recorded.Session(2), Recorded.Idle(1, 50), Recorded.Idle(1, 20), Recorded.Idle(1, 10), Recorded.Idle(1, 30), Recorded.Idle(1, 40), Recorded.Idle(1, 25, target: 1), Recorded.Idle(2, 25)));

        Assert.Equal(wanted, store.IdleStream(1, 0, new TimeRange(from, to), most).Select(idle => idle.AtUs));
        if (most is null)
        {
            Assert.Equal(wanted, store.IdleTimes(1, 0, new TimeRange(from, to)));
        }
    }

    [Fact]
    public void Delete_TakesEverythingOfTheSessionAndNothingElse()
    {
        var store = Open();
        store.Append(Recorded.Batch(
            Recorded.Session(1), Recorded.Session(2), Recorded.Snapshot(1, 0), Recorded.Snapshot(2, 0), Recorded.Mappings(1, 1), Recorded.Mappings(2, 1), Recorded.Idle(1, 1), Recorded.Idle(2, 1)));

        store.Delete(1);
        store.Delete(99);

        Assert.Equal(2, Assert.Single(store.Sessions()).Key);
        Assert.Equal((0L, 1L), (store.Count(1, 0, TimeRange.All), store.Count(2, 0, TimeRange.All)));
        Assert.Null(store.Mappings(1, 0, 1));
        Assert.NotNull(store.Mappings(2, 0, 1));
        Assert.Null(store.Idle(1, 0, 1));
        Assert.NotNull(store.Idle(2, 0, 1));
    }

    [Fact]
    public void Append_ForADeletedSession_IsNoErrorAndStoresNothing()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Session(2)));
        store.Delete(1);

        var receipt = store.Append(Recorded.Batch(Recorded.Snapshot(1, 0), Recorded.Mappings(1, 1), Recorded.Idle(1, 1), Recorded.Snapshot(2, 0)));

        Assert.Equal(2, Assert.Single(receipt.Added).Session);
        Assert.Empty(receipt.Refused);
        Assert.Equal(0, store.Count(1, 0, TimeRange.All));
        Assert.Empty(store.MappingTimes(1, 0));
        Assert.Empty(store.IdleTimes(1, 0, TimeRange.All));
    }

    [Fact]
    public void Trim_ABeginning_LeavesTheRestAndTheMappingsInForce()
    {
        var store = Open();
        store.Append(Recorded.Batch(
            Recorded.Session(1), Recorded.Session(2), Recorded.Snapshot(2, 0),
            Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1), Recorded.Snapshot(1, 2), Recorded.Snapshot(1, 1, target: 1), Recorded.Snapshot(1, 2, target: 1),
            Recorded.Mappings(1, 1, "[first]"), Recorded.Mappings(1, 1_100_000, "[second]"), Recorded.Mappings(1, 1_250_000, "[third]"),
            Recorded.Idle(1, 1_200_000), Recorded.Idle(1, 1_200_001)));
        Assert.Equal([1L, 2L], store.Sizes().Keys.Order());

        var trim = store.Trim(new RetentionCut(1, 1_200_000));

        Assert.Equal(new StoredTrim(1, 3, 1_200_000, 1_200_000), trim);
        Assert.Equal([2L], Seqs(store.Stream(1, 0, TimeRange.All)));
        Assert.Equal([2L], Seqs(store.Stream(1, 1, TimeRange.All)));
        Assert.Equal([1_100_000L, 1_250_000L], store.MappingTimes(1, 0));
        Assert.Equal([1_200_001L], store.IdleTimes(1, 0, TimeRange.All));
        Assert.Equal(1, store.Count(2, 0, TimeRange.All));
        var session = store.Sessions()[0];
        Assert.Equal((2L, 1_200_000L, 1_300_000L, 1_200_000L), (session.SnapshotCount, session.FirstUs, session.LastUs, session.KeptFromUs));
        Assert.Null(store.Trim(new RetentionCut(1, 1_200_000)));
        Assert.Equal(1_200_000, Reopen().Sessions()[0].KeptFromUs);
    }

    [Fact]
    public void Trim_Everything_LeavesTheSession()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1), Recorded.Snapshot(1, 0), Recorded.Snapshot(1, 1)));

        Assert.Equal(new StoredTrim(1, 2, null, null), store.Trim(new RetentionCut(1, 5_000_000)));

        var session = Assert.Single(store.Sessions());
        Assert.Equal((0L, null, 5_000_000L), (session.SnapshotCount, session.FirstUs, session.KeptFromUs));
        store.Append(Recorded.Batch(session with { Name = "new" }, Recorded.Snapshot(1, 2)));
        session = Assert.Single(store.Sessions());
        Assert.Equal((1L, 1_200_000L, 5_000_000L, "new"), (session.SnapshotCount, session.FirstUs, session.KeptFromUs, session.Name));
    }

    [Fact]
    public void Trim_NoSession_IsNoError() => Assert.Null(Open().Trim(new RetentionCut(7, 5)));

    [Fact]
    public void Restart_KeepsEverything()
    {
        var store = Open();
        store.Append(Recorded.Batch(Recorded.Session(1, SessionState.Stopped), Recorded.Snapshot(1, 0), Recorded.Mappings(1, 1), Recorded.Idle(1, 1)));

        store = Reopen();

        Assert.Equal((SessionState.Stopped, 1L), Assert.Single(store.Sessions()) is var read ? (read.State, read.SnapshotCount) : default);
        Assert.Equal([0L], Seqs(store.Stream(1, 0, TimeRange.All)));
        Assert.Equal(Recorded.Idle(1, 1).Packed, store.Idle(1, 0, 1)!.Packed);
        Assert.Empty(store.Append(Recorded.Batch(Recorded.Snapshot(1, 0))).Added);
    }

    /// <summary>A new store with nothing in it, prepared.</summary>
    private protected abstract IHistoryStore Open();

    /// <summary>The same store after the program that used it has ended, prepared.</summary>
    private protected abstract IHistoryStore Reopen();

    private static IEnumerable<long> Seqs(IEnumerable<StoredSnapshot> snapshots) => snapshots.Select(snapshot => snapshot.Figures.Seq);
}
