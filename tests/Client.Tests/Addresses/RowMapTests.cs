using CsCheck;
using Damon.Client.Addresses;

namespace Damon.Client.Tests.Addresses;

public sealed class RowMapTests
{
    [Fact]
    public void Create_WholeAxis_RowsCoverEveryByteOfEveryBandOnce() => Gen.Select(AddressAxisTests.Areas(), Gen.Int[200, 600]).Sample((areas, count) =>
    {
        var rows = RowMap.Create(AddressAxis.Create(areas), count);
        var covered = Enumerable.Range(0, rows.Count).Select(r => rows[r]).Where(r => r.Size > 0).ToArray();

        Assert.Equal(areas.Aggregate(0UL, (sum, a) => sum + a.Size), covered.Aggregate(0UL, (sum, r) => sum + r.Size));
        for (var i = 1; i < covered.Length; i++)
        {
            Assert.True(covered[i].Start >= covered[i - 1].End, "Rows rise and never overlap.");
        }
    });

    [Fact]
    public void Parts_OfAnyView_SayTheSameAsTheRows() => Gen.Select(AddressAxisTests.Areas(), Gen.Int[50, 400], Gen.Double[0, 0.9], Gen.Double[0.01, 0.1])
        .Sample((areas, count, bottom, height) =>
    {
        var rows = RowMap.Create(AddressAxis.Create(areas), count, bottom, bottom + height);
        foreach (var part in rows.Parts)
        {
            Assert.Equal(part.Range.Start, rows[part.FirstRow].Start);
            Assert.Equal(part.Range.End, rows[part.FirstRow + part.Rows - 1].End);
        }

        var inParts = rows.Parts.SelectMany(p => Enumerable.Range(p.FirstRow, p.Rows)).ToHashSet();
        Assert.All(Enumerable.Range(0, rows.Count), r => Assert.True(inParts.Contains(r) || rows[r].Size == 0));
    });

    [Fact]
    public void Create_Cut_HasRowsOfNothing()
    {
        var axis = AddressAxis.Create([new(0, 1 << 20), new(1 << 30, (1 << 30) + (1 << 20))]);
        var rows = RowMap.Create(axis, 200);
        var middle = rows.RowAt(0.5)!.Value;

        Assert.Equal(0UL, rows[middle].Size);
        Assert.Equal(2, rows.Parts.Count);
    }

    [Fact]
    public void RowAt_OutsideTheView_IsNull()
    {
        var rows = RowMap.Create(AddressAxis.Create([new(0, 1 << 20)]), 100, 0.25, 0.75);

        Assert.Equal(0, rows.RowAt(0.25));
        Assert.Equal(99, rows.RowAt(0.7499));
        Assert.Null(rows.RowAt(0.2));
        Assert.Null(rows.RowAt(0.76));
    }
}
