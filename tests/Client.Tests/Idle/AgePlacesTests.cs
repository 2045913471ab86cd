using Damon.Client.Addresses;
using Damon.Client.Charts;
using Damon.Client.Idle;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class AgePlacesTests
{
    // The snapshot ends at 1,000.1 s; the regions: in use, idle for 100 s, since the start, unknown.
    private static readonly Snapshot Regions = Snapshots.At(10_000, Snapshots.Region(0, 10, 5), Snapshots.Region(10, 20, 0), Snapshots.Region(20, 30, 0), Snapshots.Region(30, 40, 0)) with
    {
        Unknown = [0, 0, 0, 20],
        Touched = [1, 0, 0, null],
        TouchedError = [0, 0, 0, null],
        SinceUs = [0, 900_100_000, 5_000_000, 0],
    };

    private static readonly IdleMapping[] Both =
    [
        Mapping(0, 25, "[heap]", MappingKind.Heap, (0, 10), (6, 10)),
        Mapping(25, 40, "", MappingKind.Anonymous, (12, 15)),
    ];

    [Theory]
    [InlineData(0, 0, 25, 0, 10)]
    [InlineData(2, 0, 25, 10, 20)]
    [InlineData(7, 25, 40, 25, 30)]
    public void Find_AnAge_IsInMappingsThatHoldItAndRegionsOfIt(int age, ulong low, ulong high, ulong from, ulong to)
    {
        var places = AgePlaces.Find(AgeClasses.All[age], Both, Regions, 5_000_000);

        Assert.Equal([new AddressRange(low * 4_096, high * 4_096)], places.Holding);
        Assert.Equal([new AddressRange(from * 4_096, to * 4_096)], places.Matching);
    }

    [Fact]
    public void Find_AnAgeThatNothingHas_IsNowhere()
    {
        var places = AgePlaces.Find(AgeClasses.All[4], Both, Regions, 5_000_000);

        Assert.Empty(places.Holding);
        Assert.Empty(places.Matching);
    }

    [Fact]
    public void Find_WithoutASnapshot_IsInMappings() => Assert.Single(AgePlaces.Find(AgeClasses.All[0], Both, null, null).Holding);

    [Fact]
    public void On_AnAxis_CutsAtItsBandsAndVeilsTheRest()
    {
        var axis = AddressAxis.Create([new AddressRange(0, 40 * 4_096)]);
        var shown = AgePlaces.Find(AgeClasses.All[2], Both, Regions, 5_000_000).On(axis, "#123456");

        Assert.Equal([(0.0, 0.625)], shown.Held);
        Assert.Equal([(0.25, 0.5)], shown.Lit);
        Assert.Equal([(0.0, 0.25, true), (0.5, 0.625, true), (0.625, 1.0, false)], shown.Veiled(0, 1));
        Assert.Equal([(0.5, 0.55, true)], shown.Veiled(0.3, 0.55));
    }

    [Fact]
    public void Veiled_Nothing_IsAll() => Assert.Equal([(0.0, 1.0, false)], new PictureHighlight("#000", [], []).Veiled(0, 1));
}
