using CsCheck;
using Damon.Model.Binning;

namespace Damon.Model.Tests.Binning;

public sealed class TimeColumnsTests
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(109, 0)]
    [InlineData(110, 1)]
    [InlineData(99, -1)]
    [InlineData(90, -1)]
    [InlineData(89, -2)]
    public void At_AnyTime_IsTheColumnThatHoldsIt(long us, long column) => Assert.Equal(column, new TimeColumns(100, 10).At(us));

    [Fact]
    public void Share_AnySpan_AddsUpToTheSpan() => Gen.Select(Gen.Long[-1_000, 1_000], Gen.Long[1, 500], Gen.Long[1, 90]).Sample((from, length, width) =>
    {
        var columns = new TimeColumns(7, width);
        var sum = 0L;
        for (var column = columns.At(from); column <= columns.At(from + length - 1); column++)
        {
            Assert.InRange(columns.Share(column, from, from + length), 1, width);
            sum += columns.Share(column, from, from + length);
        }

        Assert.Equal(length, sum);
    });
}
