using CsCheck;
using Damon.Server.History;

namespace Damon.Server.Tests.History;

public sealed class EvenChoiceTests
{
    [Theory]
    [InlineData(0, 3, new int[0])]
    [InlineData(3, 3, new[] { 0, 1, 2 })]
    [InlineData(3, null, new[] { 0, 1, 2 })]
    [InlineData(4, 3, new[] { 0, 1, 3 })]
    [InlineData(5, 3, new[] { 0, 2, 4 })]
    [InlineData(9, 2, new[] { 0, 8 })]
    [InlineData(9, 1, new[] { 8 })]
    public void Of_SomeItems_IsEvenlySpread(int count, int? most, int[] chosen)
        => Assert.Equal(chosen, EvenChoice.Of(Enumerable.Range(0, count).ToArray(), most));

    [Fact]
    public void Of_Many_KeepsFirstAndLastAndGapsDifferByOneAtMost()
        => Gen.Select(Gen.Int[2, 2_000], Gen.Int[2, 2_000]).Sample((count, most) =>
        {
            var chosen = EvenChoice.Of(Enumerable.Range(0, count).ToArray(), most);

            Assert.Equal((Math.Min(count, most), 0, count - 1), (chosen.Count, chosen[0], chosen[^1]));
            var gaps = chosen.Zip(chosen.Skip(1), (one, next) => next - one).ToArray();
            Assert.InRange(gaps.Min(), 1, count);
            Assert.InRange(gaps.Max() - gaps.Min(), 0, 1);
        });
}
