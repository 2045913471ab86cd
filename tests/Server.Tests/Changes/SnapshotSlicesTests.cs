using Damon.Model.Time;
using Damon.Server.Changes;
using Damon.Server.History;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Changes;

public sealed class SnapshotSlicesTests
{
    [Fact]
    public void Read_AsManyAsMayBe_AreAll()
        => Assert.Equal(Enumerable.Range(0, 100).Select(seq => (long)seq), Read(Store(100), 100, buckets: 10, most: 100));

    [Theory]
    [InlineData(5_000, 50, 400)]
    [InlineData(5_000, 500, 600)]
    [InlineData(3_000, 10, 40)]
    public void Read_MoreThanMayBe_AreEvenlySpreadAndNotTooMany(int snapshots, int buckets, int most)
    {
        var read = Read(Store(snapshots), snapshots, buckets, most);

        Assert.InRange(read.Count, most / 2, most);
        Assert.Equal(read.Order(), read);
        Assert.All(Enumerable.Range(0, buckets), bucket => Assert.Contains(read, seq => seq * buckets / snapshots == bucket));
    }

    [Fact]
    public void Read_WorkThatComesInABeat_IsMetAtAllItsPhases()
    {
        // On for two of five snapshots: a choice in step with it would see it always or never.
        var read = Read(Store(20_000), 20_000, buckets: 100, most: 1_600);

        Assert.InRange(read.Count(seq => seq % 5 < 2) / (double)read.Count, 0.37, 0.43);
    }

    private static MemoryHistoryStore Store(int snapshots)
    {
        var store = new MemoryHistoryStore();
        store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, snapshots).Select(seq => (object)Recorded.Snapshot(1, seq))]));
        return store;
    }

    private static List<long> Read(MemoryHistoryStore store, int snapshots, int buckets, int most)
    {
        var (first, last) = (FakeSampler.Snapshot(0), FakeSampler.Snapshot(snapshots - 1));
        return [.. SnapshotSlices.Read(store, 1, 0, new TimeRange(first.StartUs, last.EndUs), buckets, most).Select(snapshot => snapshot.Figures.Seq)];
    }
}
