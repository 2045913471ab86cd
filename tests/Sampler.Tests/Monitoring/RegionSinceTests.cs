using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>Since when regions of the kernel's plan are said to be unchanged: never before their memory was there.</summary>
public sealed class RegionSinceTests
{
    private const ulong Page = 4_096;

    [Theory]
    [InlineData(10, 20, 10, 20, 77)]
    [InlineData(10, 20, 10, 30, 500)]
    [InlineData(10, 20, 5, 20, 500)]
    [InlineData(10, 20, 12, 18, 77)]
    public void Fit_RegionThatIsExtended_BeginsAnew(ulong start, ulong end, ulong newStart, ulong newEnd, long since)
    {
        var (from, to) = (new RegionList(), new RegionList());
        from.Add(new Region(start * Page, end * Page) { NrAccesses = 3, LastNrAccesses = 3, Age = 9, SinceUs = 77 });

        RegionFitting.Fit(from, [new AddressRange(newStart * Page, newEnd * Page)], Page, unseen: 0, to);
        RegionMerging.Age(to, threshold: 1, maxNrAccesses: 20, startUs: 500);

        var region = to.Span[0];
        Assert.Equal((newStart * Page, newEnd * Page, 10, since), (region.Start, region.End, region.Age, region.SinceUs));
    }

    [Fact]
    public void Fit_MemoryBetweenRegions_HasNotTheAgeOfItsNeighbours()
    {
        var (from, to) = (new RegionList(), new RegionList());
        from.Add(new Region(0, 10 * Page) { SinceUs = 77 });
        from.Add(new Region(20 * Page, 30 * Page) { SinceUs = 88 });

        RegionFitting.Fit(from, [new AddressRange(0, 30 * Page)], Page, unseen: 0, to);

        Assert.Equal([77, 0, 88], to.Span.ToArray().Select(region => region.SinceUs));
    }

    [Fact]
    public void Join_Neighbours_AreUnchangedSinceTheYoungerOneIs()
    {
        var left = new Region(0, 10 * Page) { SinceUs = 77 };

        RegionMerging.Join(ref left, new Region(10 * Page, 11 * Page) { SinceUs = 400 });

        Assert.Equal(400, left.SinceUs);
    }
}
