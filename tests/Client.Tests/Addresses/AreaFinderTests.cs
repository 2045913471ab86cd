using Damon.Client.Addresses;
using Damon.Client.Tests.Pictures;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Addresses;

public sealed class AreaFinderTests
{
    private const ulong Mega = 1 << 20;
    private const ulong Giga = 1 << 30;

    [Fact]
    public void Areas_TouchingRegions_AreOne()
        => Assert.Equal(
            [new AddressRange(0, 8192), new AddressRange(12288, 16384)],
            AreaFinder.Areas([Snapshots.Region(0, 1, 0), Snapshots.Region(1, 2, 0), Snapshots.Region(3, 4, 0)]));

    [Fact]
    public void Union_OverlappingAreas_AreJoined()
        => Assert.Equal(
            [new AddressRange(0, 30), new AddressRange(40, 50)],
            AddressRanges.Union([new(0, 10), new(40, 50)], [new(5, 30)]));

    [Fact]
    public void CutHoles_ReservationBiggerThanWhatIsUsed_IsCutOut()
    {
        // 256 GiB reserved, of which the first 100 MiB and the last 200 MiB can be accessed.
        var cut = AreaFinder.CutHoles([new(0, 256 * Giga)], [new(0, 100 * Mega), new((256 * Giga) - (200 * Mega), 256 * Giga)]);

        Assert.Equal([new AddressRange(0, 100 * Mega), new AddressRange((256 * Giga) - (200 * Mega), 256 * Giga)], cut);
    }

    [Fact]
    public void CutHoles_SmallHole_StaysIn()
        => Assert.Equal(
            [new AddressRange(0, 300 * Mega)],
            AreaFinder.CutHoles([new(0, 300 * Mega)], [new(0, 100 * Mega), new(105 * Mega, 300 * Mega)]));

    [Fact]
    public void CutHoles_ManyHoles_LeavesABoundedNumberOfBands()
    {
        var pieces = Enumerable.Range(0, 40).Select(i => new AddressRange((ulong)i * Giga, ((ulong)i * Giga) + Mega)).ToArray();

        Assert.Equal(AreaFinder.MostBands, AreaFinder.CutHoles([new(0, 40 * Giga)], pieces).Count);
    }

    [Fact]
    public void CutHoles_GapBetweenAreas_StaysACutHoweverSmall()
        => Assert.Equal(2, AreaFinder.CutHoles([new(0, 300 * Mega), new(301 * Mega, 600 * Mega)], [new(0, 300 * Mega), new(301 * Mega, 600 * Mega)]).Count);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CutHoles_ManyAreas_AreJoinedButAtTheBiggestGapsSoThatBandsHaveRoom(bool mapped)
    {
        // As the adaptive plan has them: a heap, hundreds of libraries side by side, and a stack.
        var areas = Enumerable.Range(0, 300).Select(i => new AddressRange((100 * Giga) + ((ulong)i * 2 * Mega), (100 * Giga) + ((ulong)i * 2 * Mega) + Mega))
            .Prepend(new AddressRange(Giga, Giga + (300 * Mega))).Append(new AddressRange(900 * Giga, (900 * Giga) + Mega)).ToArray();

        var bands = AreaFinder.CutHoles(areas, mapped ? areas : []);

        Assert.Equal([areas[0], new AddressRange(areas[1].Start, areas[300].End), areas[301]], bands);
        Assert.True(AddressAxis.Create(bands, areas).Bands.Sum(band => band.Height) > 0.9);
    }

    [Fact]
    public void CutHoles_MappingsNotKnown_KeepsTheAreas()
        => Assert.Equal([new AddressRange(0, Giga)], AreaFinder.CutHoles([new(0, Giga)], []));

    [Fact]
    public void Accessible_ReservedMapping_IsLeftOut()
        => Assert.Equal(
            [new AddressRange(0, 4096)],
            AreaFinder.Accessible([new(0, 4096, "r--p", "", MappingKind.Anonymous), new(4096, 8192, "---p", "", MappingKind.Anonymous)]));
}
