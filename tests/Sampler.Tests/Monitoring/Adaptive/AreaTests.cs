using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

public sealed class AreaTests
{
    [Fact]
    public void Join_Touching_BecomeOne_UnlessOneMayBeShared()
    {
        List<MonitoredArea> areas = [Area(1, 3), Area(3, 5), Area(5, 6, isShared: true), Area(6, 7)];

        new AreaJoining().Join(areas, 10);

        Assert.Equal([Area(1, 5), Area(5, 6, isShared: true), Area(6, 7)], areas);
    }

    [Fact]
    public void Join_TooMany_GoesOverTheSmallestHoles()
    {
        List<MonitoredArea> areas = [Area(1, 2), Area(3, 4), Area(104, 105), Area(107, 108, isShared: true)];

        new AreaJoining().Join(areas, 2);

        Assert.Equal([Area(1, 4), Area(104, 108, isShared: true)], areas);
    }

    [Fact]
    public void Fit_NewMemory_GetsAStratumOfItsOwnAndItsOwnTime()
    {
        List<Stratum> from = [Stratum(10, 20) with { SinceUs = 5, PastSamples = 7 }], to = [];

        StratumFitting.Fit(from, [Area(10, 24), Area(30, 31)], 99, to);

        Assert.Equal([(10, 20, 5), (20, 24, 99), (30, 31, 99)], to.Select(Ends));
        Assert.Equal(7, to[0].PastSamples);
        Assert.Equal(Sampler.Monitoring.Adaptive.Stratum.NeverSampled, to[1].Unsampled);
    }

    [Fact]
    public void Fit_MemoryGone_IsCutAwayAndCutInTwo()
    {
        List<Stratum> from = [Stratum(10, 20), Stratum(20, 30), Stratum(40, 50)], to = [];

        StratumFitting.Fit(from, [Area(12, 15), Area(18, 26)], 99, to);

        Assert.Equal([(12, 15, 0), (18, 20, 0), (20, 26, 0)], to.Select(Ends));
        Assert.Equal([12UL * 4096, 18UL * 4096, 18UL * 4096], to.Select(stratum => stratum.Area));
    }

    [Fact]
    public void CutAbove_LargeStratum_IsCutIntoEvenPiecesWithItsPast()
    {
        List<Stratum> from = [Stratum(0, 10) with { PastSamples = 30 }, Stratum(10, 12)], to = [];

        StratumFitting.CutAbove(from, 4 * 4096, 10, to);

        Assert.Equal([(0, 4, 0), (4, 7, 0), (7, 10, 0), (10, 12, 0)], to.Select(Ends));
        Assert.Equal(30, to.Sum(stratum => stratum.PastSamples), 6);
    }

    [Fact]
    public void CutAbove_NoRoom_LeavesThemLarge()
    {
        List<Stratum> from = [Stratum(0, 10), Stratum(10, 20)], to = [];

        StratumFitting.CutAbove(from, 4096, 3, to);

        Assert.Equal(3, to.Count);
    }

    private static (int, int, long) Ends(Stratum stratum) => ((int)(stratum.Start / 4096), (int)(stratum.End / 4096), stratum.SinceUs);

    private static Stratum Stratum(ulong first, ulong last) => new() { Start = first * 4096, End = last * 4096 };

    private static MonitoredArea Area(ulong first, ulong last, bool isShared = false) => new(new AddressRange(first * 4096, last * 4096), isShared);
}
