using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;

namespace Damon.Client.Tests.Compare.Sides;

public sealed class CompareRangeTests
{
    private const long First = 1_000_000_000;
    private const long Last = First + 30_000_000;

    [Theory]
    [InlineData(null, null, 0, 30)]
    [InlineData(5L, null, 5, 30)]
    [InlineData(null, 10L, 0, 10)]
    [InlineData(5L, 10L, 5, 10)]
    public void Resolve_InsideTheRecording_IsWhatWasAskedFor(long? from, long? to, long expectedFrom, long expectedTo)
    {
        var range = Resolve(CompareSide.A, from, to);

        Assert.Equal(new CompareRange(First + (expectedFrom * 1_000_000), First + (expectedTo * 1_000_000)), range);
    }

    [Theory]
    [InlineData(30L, null, 0, 30, "after the recording's end at 0:30")]
    [InlineData(10L, 10L, 0, 30, "before it begins")]
    [InlineData(20L, 60L, 20, 30, "the recording ends at 0:30")]
    public void Resolve_Impossible_FallsBackWithASentence(long? from, long? to, long expectedFrom, long expectedTo, string said)
    {
        var range = Resolve(CompareSide.B, from, to)!;

        Assert.Equal((First + (expectedFrom * 1_000_000), First + (expectedTo * 1_000_000)), (range.FromUs, range.ToUs));
        Assert.Contains(said, range.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Halves_AreTheFirstAndTheSecond()
    {
        var (a, b) = (Resolve(CompareSide.A, null, null, halves: true)!, Resolve(CompareSide.B, null, null, halves: true)!);

        Assert.Equal((First, First + 15_000_000, First + 15_000_000, Last), (a.FromUs, a.ToUs, b.FromUs, b.ToUs));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(First, null)]
    [InlineData(First, First)]
    public void Resolve_NothingRecorded_IsNull(long? first, long? last)
        => Assert.Null(CompareRange.Resolve(CompareSide.A, new SideSettings(), first, last, halves: false));

    private static CompareRange? Resolve(CompareSide side, long? from, long? to, bool halves = false)
        => CompareRange.Resolve(side, new SideSettings { FromUs = from * 1_000_000, ToUs = to * 1_000_000 }, First, Last, halves);
}
