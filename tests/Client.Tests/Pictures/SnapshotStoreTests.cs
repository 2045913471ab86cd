using Damon.Client.Pictures;

namespace Damon.Client.Tests.Pictures;

public sealed class SnapshotStoreTests
{
    [Fact]
    public void At_TimeInsideASnapshot_FindsIt()
    {
        var store = Filled(new SnapshotStore(10_000_000), 0, 1, 2, 5);

        Assert.Equal(1, store.At(100_000)?.Seq);
        Assert.Equal(5, store.At(599_999)?.Seq);
        Assert.Null(store.At(350_000));
        Assert.Null(store.At(600_000));
    }

    [Fact]
    public void Add_OlderThanKept_IsForgotten()
        => Assert.Equal([2L, 3, 4], Filled(new SnapshotStore(200_000), 0, 1, 2, 3, 4).All.Select(s => s.Seq));

    [Fact]
    public void Add_MoreRegionsThanKept_ForgetsTheOldestButNeverTheNewest()
        => Assert.Equal([4L], Filled(new SnapshotStore(long.MaxValue / 2, mostRegions: 0), 3, 4).All.Select(s => s.Seq));

    private static SnapshotStore Filled(SnapshotStore store, params long[] numbers)
    {
        foreach (var number in numbers)
        {
            Assert.True(store.Add(Snapshots.At(number, Snapshots.Region(0, 1, 0))));
        }

        return store;
    }
}
