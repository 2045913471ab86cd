using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Pictures;

public sealed class InferredPastTests
{
    private const long Start = 10 * 100_000;

    [Fact]
    public void FromUs_RegionsJustChanged_IsWhereRecordingBegan()
    {
        var past = new InferredPast(Snapshots.At(10, Snapshots.Region(0, 8, 3)));

        Assert.Equal((past.ToUs, Start), (past.FromUs, past.ToUs));
    }

    [Fact]
    public void FromUs_OldRegion_ReachesBackByItsAgeWithoutItsOwnInterval()
        => Assert.Equal(Start - 400_000, new InferredPast(Snapshots.At(10, Snapshots.Region(0, 8, 3) with { Age = 5 })).FromUs);

    [Fact]
    public void Read_TwoRegionsOfDifferentAge_EachReachesBackAsFarAsItsAge()
    {
        var past = new InferredPast(Snapshots.At(10, Snapshots.Region(0, 8, 20) with { Age = 9 }, Snapshots.Region(8, 16, 0) with { Age = 3 }));
        var rows = RowMap.Create(AddressAxis.Create([new AddressRange(0, 16 * 4096)]), 2);

        Assert.Equal([100f, 0f], Read(past, rows, Start - 150_000));
        Assert.Equal([100f, float.NaN], Read(past, rows, Start - 250_000));
        Assert.Equal([float.NaN, float.NaN], Read(past, rows, Start - 900_000));
    }

    [Fact]
    public void FromUs_RegionThatTellsSinceWhen_ReachesBackToIt()
    {
        var first = Snapshots.At(10, Snapshots.Region(0, 8, 20) with { Age = 9 }, Snapshots.Region(8, 16, 0)) with { SinceUs = [300_000, Start] };
        var rows = RowMap.Create(AddressAxis.Create([new AddressRange(0, 16 * 4096)]), 2);

        var past = new InferredPast(first);

        Assert.Equal(300_000, past.FromUs);
        Assert.Equal([100f, float.NaN], Read(past, rows, 350_000));
        Assert.Equal([float.NaN, float.NaN], Read(past, rows, 250_000));
    }

    [Fact]
    public void IsInferred_OfALivePicture_EndsWhereRecordingBegan()
    {
        var live = new LivePicture(2_000_000, 4);
        var first = Snapshots.At(10, Snapshots.Region(0, 64, 20) with { Age = 6 });
        live.Past = new InferredPast(first);
        live.Add(first);
        var values = new float[4];

        live.Read(10, values);
        Assert.False(live.IsInferred(10));
        Assert.All(values, v => Assert.Equal(100, v));
        live.Read(6, values);
        Assert.True(live.IsInferred(6));
        Assert.All(values, v => Assert.Equal(100, v));
        live.Read(3, values);
        Assert.All(values, v => Assert.Equal(float.NaN, v));
    }

    private static float[] Read(InferredPast past, RowMap rows, double us)
    {
        var values = new float[rows.Count];
        Array.Fill(values, float.NaN);
        past.Read(rows, us, values);
        return values;
    }
}
