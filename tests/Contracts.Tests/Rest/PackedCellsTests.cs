using Damon.Contracts.Rest;
using Damon.Model.Binning;

namespace Damon.Contracts.Tests.Rest;

public sealed class PackedCellsTests
{
    [Fact]
    public void New_IsAllUnknown() => Assert.All(Column(new PackedCells(2, 3), 1), value => Assert.Equal(float.NaN, value));

    [Theory]
    [InlineData(0.01)]
    [InlineData(3.3333)]
    [InlineData(50)]
    [InlineData(99.9)]
    [InlineData(100)]
    public void Read_WhatWasSetAndSent_IsNearIt(double percent)
    {
        var cells = new PackedCells(3, 2);
        cells.Set(1, 0, CellValue.Of(percent));
        cells.Set(1, 1, CellValue.Of(null));
        cells.Set(2, 1, CellValue.Of(0));

        var received = PackedCells.TryRead(cells.Bytes.ToArray())!;

        Assert.Equal((3, 2), (received.Columns, received.Rows));
        Assert.InRange(Column(received, 1)[0], percent - 0.002, percent + 0.002);
        Assert.Equal(float.NaN, Column(received, 1)[1]);
        Assert.Equal([float.NaN, 0f], Column(received, 2));
    }

    [Fact]
    public void Set_HardlyEverAccessed_IsNotZero()
    {
        var cells = new PackedCells(1, 1);
        cells.Set(0, 0, CellValue.Of(1e-9));

        Assert.True(Column(cells, 0)[0] > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(12)]
    public void TryRead_OfAnotherLength_IsNothing(int length)
    {
        var bytes = new byte[length];
        new PackedCells(1, 1).Bytes.Span[..Math.Min(8, length)].CopyTo(bytes);

        Assert.Null(PackedCells.TryRead(bytes));
    }

    [Fact]
    public void TryReadAll_OfTwoInOneBody_AreBoth()
    {
        var (first, second) = (new PackedCells(3, 2), new PackedCells(1, 4));
        first.Set(2, 1, CellValue.Of(50));
        second.Set(0, 3, CellValue.Of(25));

        var all = PackedCells.TryReadAll([.. first.Bytes.Span, .. second.Bytes.Span])!;

        Assert.Equal([(3, 2), (1, 4)], all.Select(cells => (cells.Columns, cells.Rows)));
        Assert.Equal([float.NaN, 50f], Column(all[0], 2));
        Assert.Equal([float.NaN, float.NaN, float.NaN, 25f], Column(all[1], 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(19)]
    [InlineData(21)]
    public void TryReadAll_CutOff_IsNothing(int length)
    {
        byte[] bytes = [.. new PackedCells(2, 1).Bytes.Span, .. new PackedCells(1, 1).Bytes.Span];

        Assert.Equal(22, bytes.Length);
        Assert.Null(PackedCells.TryReadAll(bytes[..length]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void TryReadAll_OfAnImpossibleSize_IsNothing(int columns, int rows)
        => Assert.Null(PackedCells.TryReadAll([.. BitConverter.GetBytes(columns), .. BitConverter.GetBytes(rows), 0, 0]));

    private static float[] Column(PackedCells cells, int column)
    {
        var values = new float[cells.Rows];
        cells.Read(column, values);
        return values;
    }
}
