using CsCheck;
using Damon.Client.Addresses;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Addresses;

public sealed class AddressAxisTests
{
    private static readonly AddressRange Heap = new(0x5500_0000_0000, 0x5500_0002_0000);
    private static readonly AddressRange Mapped = new(0x7f00_0000_0000, 0x7f00_4000_0000);
    private static readonly AddressRange Stack = new(0x7ffd_0000_0000, 0x7ffd_0002_1000);

    [Fact]
    public void Create_HeapMappingsAndStack_EveryBandCanBeSeen()
    {
        var axis = AddressAxis.Create([Heap, Mapped, Stack]);

        Assert.Equal([Heap, Mapped, Stack], axis.Bands.Select(b => b.Range));
        Assert.All(axis.Bands, b => Assert.True(b.Height >= 0.09, $"{b}"));
        Assert.True(axis.Bands[1].Height > 0.6, "The biggest area keeps most of the height.");
    }

    [Fact]
    public void Create_AreasOfEqualSize_GetEqualHeights()
    {
        var axis = AddressAxis.Create([new(0, 4096), new(8192, 12288)]);

        Assert.Equal(axis.Bands[0].Height, axis.Bands[1].Height, 1e-9);
    }

    [Fact]
    public void Create_MostlyReservedArea_GetsLittleHeight()
    {
        var axis = AddressAxis.Create([new(0, 1 << 30), new(1UL << 32, (1UL << 32) + (1 << 28))], [new(0, 1 << 20), new(1UL << 32, (1UL << 32) + (1 << 28))]);

        Assert.True(axis.Bands[1].Height > 5 * axis.Bands[0].Height);
    }

    [Fact]
    public void AddressAt_InACut_IsNull()
    {
        var axis = AddressAxis.Create([Heap, Mapped]);
        var cut = (axis.Bands[0].Top + axis.Bands[1].Bottom) / 2;

        Assert.Null(axis.AddressAt(cut));
        Assert.Null(axis.PositionOf(0x6000_0000_0000));
    }

    [Fact]
    public void NearestTo_InACutOrBeyond_IsTheEdgeOfABand()
    {
        var axis = AddressAxis.Create([Heap, Mapped]);

        Assert.Equal(Heap.End, axis.NearestTo(axis.Bands[0].Top + 0.001));
        Assert.Equal(Mapped.Start, axis.NearestTo(axis.Bands[1].Bottom - 0.001));
        Assert.Equal(Mapped.End, axis.NearestTo(1));
        Assert.Null(AddressAxis.Empty.NearestTo(0.5));
    }

    [Fact]
    public void Create_NoAreas_IsEmpty()
    {
        Assert.Empty(AddressAxis.Create([]).Bands);
        Assert.Null(AddressAxis.Empty.AddressAt(0.5));
    }

    [Fact]
    public void Create_AnyAreas_FillTheAxisInOrderWithoutOverlap() => Areas().Sample(areas =>
    {
        var axis = AddressAxis.Create(areas);

        Assert.Equal(0, axis.Bands[0].Bottom, 1e-12);
        Assert.Equal(1, axis.Bands[^1].Top, 1e-12);
        Assert.All(axis.Bands, b => Assert.True(b.Height > 0.02));
        for (var i = 1; i < axis.Bands.Count; i++)
        {
            var gap = areas[i].Start - areas[i - 1].End;
            Assert.Equal(gap >= AddressAxis.WideGap ? AddressAxis.WideCut : AddressAxis.ThinCut, axis.Bands[i].Bottom - axis.Bands[i - 1].Top, 1e-9);
        }
    });

    [Fact]
    public void Create_ManyArenas_ReservedTailsAreCutOutAndLeaveRoomForWhatIsUsed()
    {
        // As a program of 24 threads has them: of each 64 MiB some MiB are in use, the rest is reserved.
        var used = Enumerable.Range(0, 24).Select(i => new AddressRange((ulong)i << 26, ((ulong)i << 26) + (4UL << 20))).ToArray();
        var shown = AreaFinder.CutHoles([new(0, 24UL << 26)], used);
        var axis = AddressAxis.Create(shown, used);

        Assert.Equal(used, axis.Bands.Select(band => band.Range));
        Assert.True(axis.Bands.Sum(band => band.Height) > 0.75);
        Assert.All(axis.Bands, band => Assert.True(band.Height > 0.02));
    }

    [Fact]
    public void PositionOf_AddressAt_AreInverse() => Gen.Select(Areas(), Gen.Double[0, 1]).Sample((areas, part) =>
    {
        var axis = AddressAxis.Create(areas);
        foreach (var area in areas)
        {
            var address = area.Start + (ulong)(part * (area.Size - 1));
            var back = axis.AddressAt(axis.PositionOf(address)!.Value);

            // A double holds 53 bits: the place of a byte in a big area is exact to a few bytes.
            Assert.NotNull(back);
            Assert.True(Math.Abs((decimal)back.Value - address) <= 1 + (area.Size / (1UL << 40)), $"{address:x} -> {back:x}");
        }
    });

    /// <summary>One to six areas in order, none touching the next.</summary>
    internal static Gen<AddressRange[]> Areas() => Gen.Select(Gen.ULong[1, 1UL << 26], Gen.ULong[1, 1UL << 26]).Array[1, 6].Select(parts =>
    {
        var at = 4096UL;
        return parts.Select(part =>
        {
            var area = new AddressRange(at, at + (part.Item1 * 4096));
            at = area.End + (part.Item2 * 4096);
            return area;
        }).ToArray();
    });
}
