using Damon.Client.Addresses;
using Damon.Client.Pictures;

namespace Damon.Client.Tests.Pictures;

public sealed class ColumnRingTests
{
    private readonly ColumnRing _ring = new(RowMap.Create(AddressAxis.Create([new(0, 4096)]), 1), 4, 100_000);

    [Fact]
    public void Add_SnapshotAcrossTwoColumns_CountsInBoth()
    {
        var first = _ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)) with { StartUs = 150_000, EndUs = 250_000 });

        Assert.Equal(1, first);
        Assert.Equal(2, _ring.Newest);
        Assert.Equal(100, Value(1));
        Assert.Equal(100, Value(2));
    }

    [Fact]
    public void Add_TwoSnapshotsInAColumn_AverageByTime()
    {
        _ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)) with { StartUs = 0, EndUs = 25_000 });
        _ring.Add(Snapshots.At(1, Snapshots.Region(0, 1, 0)) with { StartUs = 25_000, EndUs = 100_000 });

        Assert.Equal(25, Value(0));
    }

    [Fact]
    public void Add_AfterAGap_TheGapIsUnknown()
    {
        _ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)));
        _ring.Add(Snapshots.At(2, Snapshots.Region(0, 1, 0)));

        Assert.Equal([100f, float.NaN, 0f], [Value(0), Value(1), Value(2)]);
    }

    [Fact]
    public void Add_MoreThanItHolds_ForgetsTheOldest()
    {
        for (var i = 0; i < 10; i++)
        {
            _ring.Add(Snapshots.At(i, Snapshots.Region(0, 1, i)));
        }

        Assert.Equal((6, 9), (_ring.Oldest, _ring.Newest));
        Assert.True(float.IsNaN(Value(5)));
        Assert.Equal(30, Value(6));
    }

    [Fact]
    public void Add_OlderThanTheRing_ChangesNothing()
    {
        _ring.Add(Snapshots.At(100, Snapshots.Region(0, 1, 20)));

        Assert.Null(_ring.Add(Snapshots.At(3, Snapshots.Region(0, 1, 20))));
        Assert.Equal(100, _ring.Newest);
        Assert.True(float.IsNaN(Value(99)));
    }

    [Fact]
    public void Advance_LongJump_ClearsEverything()
    {
        _ring.Add(Snapshots.At(0, Snapshots.Region(0, 1, 20)));
        _ring.Advance(1_000_000);

        Assert.All(Enumerable.Range(0, 4), i => Assert.True(float.IsNaN(Value(1_000_000 - i))));
    }

    private float Value(long column)
    {
        Span<float> value = [0];
        _ring.Read(column, value);
        return value[0];
    }
}
