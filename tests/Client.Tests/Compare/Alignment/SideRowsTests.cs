using CsCheck;
using Damon.Client.Addresses;
using Damon.Client.Compare.Alignment;
using Damon.Model.Monitoring;
using static Damon.Client.Tests.Compare.Alignment.AddressSpaces;

namespace Damon.Client.Tests.Compare.Alignment;

public sealed class SideRowsTests
{
    [Fact]
    public void Parts_ShorterSide_EndsInARowCutToWhatItHas()
    {
        var axis = MappingAlignment.Create([Candidate(MappingKind.Heap, "[heap]", 100, 25)], [Candidate(MappingKind.Heap, "[heap]", 900, 100)]);
        var rows = RowMap.Create(axis.Axis, 10);

        Assert.Equal([new RowPart(0, 2, InPages(100, 120)), new RowPart(2, 1, InPages(120, 125))], SideRows.Parts(rows, axis, CompareSide.A));
        Assert.Equal([new RowPart(0, 10, InPages(900, 1_000))], SideRows.Parts(rows, axis, CompareSide.B));
    }

    [Fact]
    public void Mask_RowsWithoutTheSidesMemory_AreFalse()
    {
        var axis = MappingAlignment.Create([Candidate(MappingKind.Heap, "[heap]", 100, 25)], [Candidate(MappingKind.Heap, "[heap]", 900, 100)]);
        var rows = RowMap.Create(axis.Axis, 10);

        Assert.Equal([true, true, true, false, false, false, false, false, false, false], SideRows.Mask(rows, axis, CompareSide.A, [InPages(0, 1_000)]));
        Assert.Equal([false, true, false, false, false, false, false, false, false, false], SideRows.Mask(rows, axis, CompareSide.B, [InPages(0, 900), InPages(915, 920)]));
    }

    [Fact]
    public void Parts_OfAnyView_SayTheSameAsTheAxis() => Gen.Select(Any(), Any(), Gen.Int[20, 400], Gen.Double[0, 0.9], Gen.Double[0.01, 0.1]).Sample((a, b, count, bottom, height) =>
    {
        var axis = MappingAlignment.Create(a, b);
        if (axis.Pieces.Count == 0)
        {
            return;
        }

        var rows = RowMap.Create(axis.Axis, count, bottom, bottom + height);
        foreach (var side in Enum.GetValues<CompareSide>())
        {
            var parts = SideRows.Parts(rows, axis, side);
            Assert.True(parts.Count <= 64, "The server takes no more at a time.");
            var inParts = new Dictionary<int, RowPart>();
            foreach (var part in parts)
            {
                Assert.All(Enumerable.Range(part.FirstRow, part.Rows), row => inParts.Add(row, part));
                Assert.Equal(axis.Clip(side, rows[part.FirstRow])!.Value.Start, part.Range.Start);
                Assert.Equal(axis.Clip(side, rows[part.FirstRow + part.Rows - 1])!.Value.End, part.Range.End);
            }

            Assert.All(Enumerable.Range(0, count), row => Assert.Equal(rows[row].Size > 0 && axis.Clip(side, rows[row]) is not null, inParts.ContainsKey(row)));
        }
    });
}
