using Damon.Client.Idle;
using Damon.Client.Sessions.Lenses;
using Damon.Client.Times;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Idle;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Sessions.Lenses;

public sealed class LensPagesTests
{
    private const long SinceUs = 1_000_000_000;

    [Fact]
    public void Bytes_ByAge_AreThoseOfThePages()
    {
        var pages = At(400, 0, 255, 255, PageAge.Of(0), PageAge.Of(3), PageAge.Of(30), PageAge.Of(100), PageAge.Of(400), PageAge.Of(400));

        Assert.Equal((1 * 4_096L, 2 * 4_096L), (pages.AbsentBytes, pages.UnknownBytes));
        Assert.Equal([2, 1, 1, 0, 0, 0, 0, 2], AgeClasses.All.Select(age => pages.BytesOf(age) / 4_096));
        Assert.Equal(9, pages.Count);
    }

    [Theory]
    [InlineData(5.0, 0)]
    [InlineData(59.0, 0)]
    [InlineData(90.0, 0)]
    [InlineData(5_000.0, 0)]
    public void NotUsedSinceTheOpening_IsTheOldestHoweverYoungTheLens(double openS, int usedS)
    {
        // The sampler counts in sixteenths of a second.
        var pages = At(openS, PageAge.Of(Math.Floor(openS * 16) / 16), PageAge.Of(usedS));

        Assert.Equal((byte)AgeClasses.Oldest.Index, pages.CodeAt(0));
        Assert.Null(pages.IdleSeconds(0));
        Assert.Equal(0, pages.CodeAt(1));
        Assert.Equal(0, pages.IdleSeconds(1));
    }

    [Fact]
    public void JustOpened_NothingIsSaidToBeUntouched()
        => Assert.Equal(0, At(1, PageAge.Of(1)).BytesOf(AgeClasses.Oldest));

    [Fact]
    public void Words_TellAddressMappingAndAge()
    {
        var words = new LensWords(new TimeMapping());
        var pages = At(400, 0, 255, PageAge.Of(0), PageAge.Of(30), PageAge.Of(400));
        Mapping[] mappings = [new(0x7000_0000, 0x7000_4000, "rw-p", "[heap]", MappingKind.Heap)];

        Assert.Equal("0x70000000, heap: not present", words.Page(pages, 0, mappings));
        Assert.Equal("0x70001000, heap: present, and nothing can be told of it", words.Page(pages, 1, mappings));
        Assert.Equal("0x70002000, heap: used within the last second", words.Page(pages, 2, mappings));
        Assert.StartsWith("0x70003000, heap: used about 31 s ago, at about 00:22:49", words.Page(pages, 3, mappings), StringComparison.Ordinal);
        Assert.Equal("0x70004000, not mapped: not used since the lens was opened at 00:16:40", words.Page(pages, 4, mappings));
        Assert.Equal("not since 00:16:40", words.Name(AgeClasses.Oldest, pages));
        var summary = words.Summary(new LensResource(0, 0x7000_0000, 0x7000_5000, SinceUs, 4_000_000), pages);
        Assert.Contains("20 KiB, open since 00:16:40, as of 00:23:20", summary, StringComparison.Ordinal);
        Assert.Contains("up to 5 s old", summary, StringComparison.Ordinal);
    }

    private static LensPages At(double openS, params byte[] ages)
        => new(new PagesResource(0x7000_0000, 0x7000_0000 + ((ulong)ages.Length * 4_096), SinceUs + (long)(openS * 1e6), 4_096, ages), SinceUs);
}
