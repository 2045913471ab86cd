using CsCheck;
using Damon.Client.Compare;
using Damon.Client.Pictures;

namespace Damon.Client.Tests.Compare;

public sealed class DifferenceGridTests
{
    private static readonly Gen<float> Cell = Gen.OneOf(Gen.Float[0, 100], Gen.Const(float.NaN));

    [Fact]
    public void Of_AnyCells_IsUnknownExactlyWhereEitherIs() => Gen.Select(Cell.Array[12], Cell.Array[12]).Sample((a, b) =>
    {
        var difference = DifferenceGrid.Of(Grid(a), Grid(b));
        for (var i = 0; i < 12; i++)
        {
            var value = difference.Column(i / 3)[i % 3];
            Assert.Equal(float.IsNaN(a[i]) || float.IsNaN(b[i]), float.IsNaN(value));
            Assert.True(float.IsNaN(value) || value == a[i] - b[i]);
        }
    });

    [Fact]
    public void Of_OtherSize_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => DifferenceGrid.Of(new CellGrid(0, 1, 2, 3), new CellGrid(0, 1, 2, 4)));

    private static CellGrid Grid(float[] values)
    {
        var grid = new CellGrid(0, 10, 4, 3);
        for (var column = 0; column < 4; column++)
        {
            values.AsSpan(column * 3, 3).CopyTo(grid.Column(column));
        }

        return grid;
    }
}
