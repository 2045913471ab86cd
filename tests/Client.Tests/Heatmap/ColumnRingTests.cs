using Damon.Client.Heatmap;

namespace Damon.Client.Tests.Heatmap;

public sealed class ColumnRingTests
{
    private readonly ColumnRing ring = new(RowMap.Create(AddressAxis.Create([new(0, 4096)]), 1), 4, 100_000);

    [Fact]
    public void Add_SnapshotAcrossTwoColumns_CountsInBoth()
    {
        var first = ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)) with { StartUs = 150_000, EndUs = 250_000 });

        Assert.Equal(1, first);
        Assert.Equal(2, ring.Newest);
        Assert.Equal(100, Value(1));
        Assert.Equal(100, Value(2));
    }

    [Fact]
    public void Add_TwoSnapshotsInAColumn_AverageByTime()
    {
        ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)) with { StartUs = 0, EndUs = 25_000 });
        ring.Add(Snapshots.At(1, Snapshots.Region(0, 1, 0)) with { StartUs = 25_000, EndUs = 100_000 });

        Assert.Equal(25, Value(0));
    }

    [Fact]
    public void Add_AfterAGap_TheGapIsUnknown()
    {
        ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)));
        ring.Add(Snapshots.At(2, Snapshots.Region(0, 1, 0)));

        Assert.Equal([100f, float.NaN, 0f], [Value(0), Value(1), Value(2)]);
    }

    [Fact]
    public void Add_MoreThanItHolds_ForgetsTheOldest()
    {
        for (var i = 0; i < 10; i++)
        {
            ring.Add(Snapshots.At(i, Snapshots.Region(0, 1, i)));
        }

        Assert.Equal((6, 9), (ring.Oldest, ring.Newest));
        Assert.True(float.IsNaN(Value(5)));
        Assert.Equal(30, Value(6));
    }

    [Fact]
    public void Add_OlderThanTheRing_ChangesNothing()
    {
        ring.Add(Snapshots.At(100, Snapshots.Region(0, 1, 20)));

        Assert.Null(ring.Add(Snapshots.At(3, Snapshots.Region(0, 1, 20))));
        Assert.Equal(100, ring.Newest);
        Assert.True(float.IsNaN(Value(99)));
    }

    [Fact]
    public void Advance_LongJump_ClearsEverything()
    {
        ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)));
        ring.Advance(1_000_000);

        Assert.All(Enumerable.Range(0, 4), i => Assert.True(float.IsNaN(Value(1_000_000 - i))));
    }

    private float Value(long column)
    {
        Span<float> value = [0];
        ring.Read(column, value);
        return value[0];
    }
}
