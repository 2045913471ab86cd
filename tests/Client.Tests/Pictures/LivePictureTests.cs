using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Pictures;

public sealed class LivePictureTests
{
    private readonly LivePicture _picture = new(2_000_000, 10);

    [Fact]
    public void Add_FirstSnapshot_GivesTheAxisItsArea()
    {
        Assert.False(_picture.HasData);

        _picture.Add(Snapshots.At(0, Snapshots.Region(16, 32, 20), Snapshots.Region(32, 64, 0)));

        Assert.Equal([new AddressRange(16 * 4096, 64 * 4096)], _picture.Axis.Bands.Select(b => b.Range));
        Assert.Equal([100f, 100, 100, 33.3f, 0, 0, 0, 0, 0, 0], Column(0), new Near());
    }

    [Fact]
    public void Add_TwoAreas_AreTwoBandsWithACut()
    {
        _picture.SetView(0, 1, 100, 2_000_000);
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 64, 20), Snapshots.Region(1_000_000, 1_000_064, 0)));

        Assert.Equal(2, _picture.Axis.Bands.Count);
        Assert.Contains(Column(0), float.IsNaN);
        Assert.Contains(100f, Column(0));
        Assert.Contains(0f, Column(0));
    }

    [Fact]
    public void SetView_OtherRows_KeepsWhatLiesInTheOldestColumnOnly()
    {
        // The window ends in the middle of a column: the oldest column reaches further back than a column before it.
        var picture = new LivePicture(1_930_000, 10);
        for (var number = 0; number < 21; number++)
        {
            var snapshot = Snapshots.At(number, Snapshots.Region(0, 50, 20));
            picture.Add(number == 20 ? snapshot with { EndUs = snapshot.EndUs - 1 } : snapshot with { EndUs = snapshot.EndUs - 50_000 });
        }

        picture.SetView(0, 1, 5, 1_930_000);

        var column = new float[5];
        picture.Read(picture.Oldest, column);
        Assert.Equal(0, picture.Oldest);
        Assert.Equal(100, column[0]);
    }

    [Fact]
    public void Add_AreaGrows_EarlierColumnsAreBinnedAnewAndUnknownThere()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 50, 20)));
        var before = _picture.Version;

        Assert.Null(_picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 20))));

        Assert.True(_picture.Version > before);
        Assert.Equal([100f, 100, 100, 100, 100, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], Column(0));
        Assert.All(Column(1), v => Assert.Equal(100, v));
    }

    [Fact]
    public void Add_AreaGrowsByLittle_HasItsPlaceTenSecondsAfterTheAxisWasMade()
    {
        // A thousand pages, and ten more from the second snapshot on, a tenth of a second later.
        _picture.SetMappings([Map(0, 1_010)]);
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 1_000, 20)));
        var before = _picture.Version;

        for (var number = 1; number < 99; number++)
        {
            Assert.NotNull(_picture.Add(Snapshots.At(number, Snapshots.Region(0, 1_010, 20))));
        }

        Assert.Equal(before, _picture.Version);
        for (var number = 99; number < 105; number++)
        {
            _picture.Add(Snapshots.At(number, Snapshots.Region(0, 1_010, 20)));
        }

        Assert.Equal([new AddressRange(0, 1_010 * 4096)], _picture.Axis.Bands.Select(b => b.Range));
        Assert.Equal(before + 1, _picture.Version);
    }

    [Fact]
    public void SetMappings_AfterAnAxisWithoutThem_CutsWhatIsReservedAtOnce()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100_000, 20)));

        _picture.SetMappings([Map(0, 50), Map(99_000, 100_000)]);

        Assert.Equal([new AddressRange(0, 50 * 4096), new AddressRange(99_000 * 4096, 100_000 * 4096)], _picture.Axis.Bands.Select(b => b.Range));
    }

    [Fact]
    public void Read_RowWithoutAnyMapping_IsUnknownAndNotCold()
    {
        _picture.SetMappings([Map(0, 50), Map(80, 100)]);
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Equal([0f, 0, 0, 0, 0, float.NaN, float.NaN, float.NaN, 0, 0], Column(0));
    }

    [Fact]
    public void Read_ReservedAddressSpace_IsUnknown()
    {
        _picture.SetMappings([Map(0, 40), Map(40, 60) with { Permissions = "---p" }, Map(60, 100)]);
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Equal([0f, 0, 0, 0, float.NaN, float.NaN, 0, 0, 0, 0], Column(0));
    }

    [Fact]
    public void Read_SnapshotsLostOnTheWay_AreAwaitedUntilTheServerHasToldOfThem()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));
        _picture.Add(Snapshots.At(5, Snapshots.Region(0, 100, 0)) with { Seq = 1 });
        Assert.All(Column(3), value => Assert.True(float.IsNaN(value)));
        Assert.False(_picture.Awaits);

        // Their numbers tell that there were some.
        _picture.Add(Snapshots.At(9, Snapshots.Region(0, 100, 0)) with { Seq = 5 });
        Assert.All(Column(3), value => Assert.True(float.IsNaN(value)));
        Assert.All(Column(7), value => Assert.Equal(CellGrid.Coming, value));
        Assert.True(_picture.Awaits);

        // Too early: they may not be stored yet. Then what the server has not got either is unknown.
        var early = new CellGrid(_picture.Oldest * 100_000, 100_000, 21, 10);
        Assert.True(_picture.SetBackfill(early, _picture.Version));
        Assert.Equal(CellGrid.Coming, Column(7)[0]);
        var late = new CellGrid(0, 100_000, 45, 10);
        late.Column(7)[..5].Fill(40);
        Assert.True(_picture.SetBackfill(late, _picture.Version));
        Assert.Equal([40f, 40, 40, 40, 40, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], Column(7));
        Assert.False(_picture.Awaits);
    }

    [Fact]
    public void Read_WhatWasRecordedBeforeThePage_IsAwaitedAndUnmappedRowsStayUnknown()
    {
        _picture.RecordedFromUs = 2_500_000;
        _picture.SetMappings([Map(0, 50), Map(80, 100)]);
        _picture.Add(Snapshots.At(30, Snapshots.Region(0, 100, 0)));

        Assert.Equal([CellGrid.Coming, CellGrid.Coming, CellGrid.Coming, CellGrid.Coming, CellGrid.Coming, float.NaN, float.NaN, float.NaN, CellGrid.Coming, CellGrid.Coming], Column(27));
        Assert.All(Column(23), value => Assert.True(float.IsNaN(value)));
        Assert.True(_picture.SetBackfill(new CellGrid(_picture.Oldest * 100_000, 100_000, 21, 10), _picture.Version));
        Assert.All(Column(27), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void SetMeasure_Idle_BinsWhatIsKeptAnew()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 50, 20), Snapshots.Region(50, 100, 0, age: 100)));
        var before = _picture.Version;

        _picture.SetMeasure(CellMeasure.Idle);

        Assert.True(_picture.Version > before);
        Assert.Equal([0f, 0, 0, 0, 0, 10, 10, 10, 10, 10], Column(0), new Near());
        _picture.SetMeasure(CellMeasure.Touched);
        Assert.All(Column(0), value => Assert.True(float.IsNaN(value)));
        Assert.False(_picture.SetBackfill(new CellGrid(0, 100_000, 21, 10), _picture.Version));
    }

    [Fact]
    public void Read_ColumnsBeforeTheFirstSnapshot_ComeFromTheServersBins()
    {
        _picture.Add(Snapshots.At(30, Snapshots.Region(0, 100, 0)));
        var grid = new CellGrid(_picture.Oldest * 100_000, 100_000, 21, 10);
        grid.Column(19).Fill(40);
        grid.Column(20).Fill(40);

        Assert.True(_picture.SetBackfill(grid, _picture.Version));

        Assert.All(Column(29), v => Assert.Equal(40, v));
        Assert.All(Column(30), v => Assert.Equal(0, v));
    }

    [Fact]
    public void SetBackfill_ForAnotherShape_IsIgnored()
    {
        _picture.Add(Snapshots.At(30, Snapshots.Region(0, 100, 0)));
        var version = _picture.Version;
        _picture.SetView(0.2, 0.4, 10, 2_000_000);

        Assert.False(_picture.SetBackfill(new CellGrid(0, 100_000, 21, 10), version));
    }

    [Fact]
    public void SetView_Zoomed_StaysOnItsAddressesWhenTheAxisGrows()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));
        _picture.SetView(0.5, 0.75, 10, 2_000_000);
        var low = _picture.Rows[0].Start;

        _picture.Add(Snapshots.At(1, Snapshots.Region(0, 400, 0)));

        Assert.Equal(low, _picture.Rows[0].Start);
        Assert.Equal(75UL * 4096, _picture.Rows[9].End);
    }

    [Fact]
    public void Add_IntervalsJitter_ColumnsStay()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));
        var version = _picture.Version;

        _picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 0)) with { EndUs = 350_000 });

        Assert.Equal(version, _picture.Version);
        Assert.Equal(100_000, _picture.ColumnUs);
    }

    [Fact]
    public void Add_LongerAggregation_ColumnsFollow()
    {
        _picture.Add(Snapshots.At(0, Snapshots.Region(0, 100, 0)));

        Assert.Null(_picture.Add(Snapshots.At(1, Snapshots.Region(0, 100, 0)) with { EndUs = 1_100_000, SamplingIntervalUs = 50_000 }));
        Assert.Equal(1_000_000, _picture.ColumnUs);
    }

    [Fact]
    public void Add_SameSnapshotTwice_ChangesNothing()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 100, 20));
        _picture.Add(snapshot);
        var next = _picture.Newest + 1;

        Assert.Equal(next, _picture.Add(snapshot));
        Assert.Single(_picture.Snapshots.All);
    }

    private static Mapping Map(ulong startPage, ulong endPage) => new(startPage * 4096, endPage * 4096, "rw-p", "", MappingKind.Anonymous);

    private float[] Column(long column)
    {
        var values = new float[_picture.Rows.Count];
        _picture.Read(column, values);
        return values;
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 0.1;

        public int GetHashCode(float value) => 0;
    }
}
