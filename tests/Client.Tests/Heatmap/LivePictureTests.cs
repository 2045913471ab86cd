using Damon.Client.Heatmap;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Tests.Heatmap;

public sealed class LivePictureTests
{
    private readonly LivePicture picture = new(2_000_000, 10);

    [Fact]
    public void Add_FirstSnapshot_GivesTheAxisItsArea()
    {
        Assert.False(picture.HasData);

        picture.Add(Snapshots.At(0, Snapshots.Region(16, 32, 20), Snapshots.Region(32, 64, 0)));

        Assert.Equal([new AddressRange(16 * 4096, 64 * 4096)], picture.Axis.Bands.Select(b => b.Range));
        Assert.Equal([100f, 100, 100, 33.3f, 0, 0, 0, 0, 0, 0], Column(0), new Near());
    }

    [Fact]
    public void Add_TwoAreas_AreTwoBandsWithACut()
    {
        picture.SetView(0, 1, 100, 2_000_000);
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 64, 20), Snapshots.Region(1_000_000, 1_000_064, 0)));

        Assert.Equal(2, picture.Axis.Bands.Count);
        Assert.Contains(Column(0), float.IsNaN);
        Assert.Contains(100f, Column(0));
        Assert.Contains(0f, Column(0));
    }

    [Fact]
    public void Add_AreaGrows_EarlierColumnsAreBinnedAnewAndUnknownThere()
    {
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 50, 20)));
        var before = picture.Version;

        Assert.Null(picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 20))));

        Assert.True(picture.Version > before);
        Assert.Equal([100f, 100, 100, 100, 100, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], Column(0));
        Assert.All(Column(1), v => Assert.Equal(100, v));
    }

    [Fact]
    public void Read_RowWithoutAnyMapping_IsUnknownAndNotCold()
    {
        picture.SetMappings([Map(0, 50), Map(80, 100)]);
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Equal([0f, 0, 0, 0, 0, float.NaN, float.NaN, float.NaN, 0, 0], Column(0));
    }

    [Fact]
    public void Read_ReservedAddressSpace_IsUnknown()
    {
        picture.SetMappings([Map(0, 40), Map(40, 60) with { Permissions = "---p" }, Map(60, 100)]);
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Equal([0f, 0, 0, 0, float.NaN, float.NaN, 0, 0, 0, 0], Column(0));
    }

    [Fact]
    public void Read_ColumnsBeforeTheFirstSnapshot_ComeFromTheServersBins()
    {
        picture.Add(Snapshots.At(30, Snapshots.Region(0, 100, 0)));
        var grid = new CellGrid(picture.Oldest * 100_000, 100_000, 21, 10);
        grid.Column(19).Fill(40);
        grid.Column(20).Fill(40);

        Assert.True(picture.SetBackfill(grid, picture.Version));

        Assert.All(Column(29), v => Assert.Equal(40, v));
        Assert.All(Column(30), v => Assert.Equal(0, v));
    }

    [Fact]
    public void SetBackfill_ForAnotherShape_IsIgnored()
    {
        picture.Add(Snapshots.At(30, Snapshots.Region(0, 100, 0)));
        var version = picture.Version;
        picture.SetView(0.2, 0.4, 10, 2_000_000);

        Assert.False(picture.SetBackfill(new CellGrid(0, 100_000, 21, 10), version));
    }

    [Fact]
    public void SetView_Zoomed_StaysOnItsAddressesWhenTheAxisGrows()
    {
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));
        picture.SetView(0.5, 0.75, 10, 2_000_000);
        var low = picture.Rows[0].Start;

        picture.Add(Snapshots.At(1, Snapshots.Region(0, 400, 0)));

        Assert.Equal(low, picture.Rows[0].Start);
        Assert.Equal(75UL * 4096, picture.Rows[9].End);
    }

    [Fact]
    public void Add_IntervalsJitter_ColumnsStay()
    {
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));
        var version = picture.Version;

        picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 0)) with { EndUs = 350_000 });

        Assert.Equal(version, picture.Version);
        Assert.Equal(100_000, picture.ColumnUs);
    }

    [Fact]
    public void Add_LongerAggregation_ColumnsFollow()
    {
        picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Null(picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 0)) with { EndUs = 1_100_000, SamplingIntervalUs = 50_000 }));
        Assert.Equal(1_000_000, picture.ColumnUs);
    }

    [Fact]
    public void Add_SameSnapshotTwice_ChangesNothing()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 100, 20));
        picture.Add(snapshot);
        var next = picture.Newest + 1;

        Assert.Equal(next, picture.Add(snapshot));
        Assert.Single(picture.Snapshots.All);
    }

    private static Mapping Map(ulong startPage, ulong endPage) => new(startPage * 4096, endPage * 4096, "rw-p", "", MappingKind.Anonymous);

    private float[] Column(long column)
    {
        var values = new float[picture.Rows.Count];
        picture.Read(column, values);
        return values;
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 0.1;

        public int GetHashCode(float value) => 0;
    }
}
