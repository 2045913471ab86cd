using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring.Panels;

public sealed class PanelDrawingTests
{
    private const ulong Start = 1UL << 40;

    [Fact]
    public void Draw_OrderZero_TakesEveryPage()
        => Assert.Equal(Enumerable.Range(0, 10).Select(page => Start + ((ulong)page * Pages.Size)), Draw(1, 0, 10, 0));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Draw_LongerBlocks_KeepSomeOfTheSamePages(int order)
        => Assert.Subset(Draw(3, 0, 4_096, order).ToHashSet(), Draw(3, 0, 4_096, order + 1).ToHashSet());

    [Fact]
    public void Draw_AlignedRange_TakesOneOfEachBlock()
    {
        var pages = Draw(5, 0, 4_096, 6);

        Assert.Equal(64, pages.Count);
        Assert.Equal(Enumerable.Range(0, 64), pages.Select(page => (int)((page - Start) / Pages.Size / 64)));
    }

    [Fact]
    public void Draw_RangeThatGrew_KeepsItsPages()
        => Assert.Subset(Draw(7, 0, 2_000, 5).ToHashSet(), Draw(7, 100, 1_000, 5).ToHashSet());

    // Also at the ends of a range that no block fits: otherwise pages there would count for more or less than the others.
    [Fact]
    public void Draw_ManySeeds_TakesEveryPageAsOften()
    {
        const int pages = 50, seeds = 20_000, order = 3;
        var taken = new int[pages];
        for (ulong seed = 0; seed < seeds; seed++)
        {
            foreach (var address in Draw(PanelDrawing.Mix(seed), 3, pages, order))
            {
                taken[(int)((address - Start) / Pages.Size) - 3]++;
            }
        }

        var (expected, deviation) = (seeds / 8.0, Math.Sqrt(seeds / 8.0 * 7 / 8));
        Assert.All(taken, count => Assert.InRange(count, expected - (4.5 * deviation), expected + (4.5 * deviation)));
    }

    private static List<ulong> Draw(ulong seed, int first, int pages, int order)
    {
        var drawn = new List<ulong>();
        var start = Start + ((ulong)first * Pages.Size);
        new PanelDrawing(seed).Draw(new AddressRange(start, start + ((ulong)pages * Pages.Size)), order, drawn);
        return drawn;
    }
}
