using Damon.Model.Addresses;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class FlushPieceTests
{
    private const ulong Start = 1UL << 40;
    private const ulong Page = 4096;

    [Fact]
    public void TryFind_YoungPagesFarEnoughApart_IsThePieceBetweenThem()
    {
        Assert.True(FlushPiece.TryFind(Slots(100, young: [5, 60]), out var piece));
        Assert.Equal(new AddressRange(Start + (5 * Page), Start + (61 * Page)), piece);
    }

    [Fact]
    public void TryFind_ManyYoungPages_IsTheShortestThatIsLongEnough()
    {
        Assert.True(FlushPiece.TryFind(Slots(200, young: [0, 30, 90, 132, 199]), out var piece));
        Assert.Equal(new AddressRange(Start + (90 * Page), Start + (133 * Page)), piece);
    }

    [Theory]
    [InlineData(new[] { 10, 49 })]
    [InlineData(new[] { 10 })]
    [InlineData(new int[0])]
    public void TryFind_NoTwoFarEnoughApart_IsNone(int[] young) => Assert.False(FlushPiece.TryFind(Slots(100, young), out _));

    [Fact]
    public void TryFind_OldPartOfALargeFolioBetween_IsNone()
    {
        var slots = Slots(100, young: [5, 60]);
        slots[30] = slots[30] with { ColdPages = 16 };

        Assert.False(FlushPiece.TryFind(slots, out _));
    }

    [Fact]
    public void TryFind_PageThatNoAdviceMayGoOverBetween_IsNone()
    {
        var slots = Slots(100, young: [5, 60]);
        slots[30] = slots[30] with { Prepared = PageState.PartOfFolio, ColdPages = 0 };

        Assert.False(FlushPiece.TryFind(slots, out _));
    }

    [Fact]
    public void TryFind_NothingPresentBetween_IsThePiece()
    {
        var slots = Slots(100, young: [5, 60]);
        for (var page = 6; page < 60; page++)
        {
            slots[page] = slots[page] with { Checked = PageState.Absent, Prepared = PageState.Absent, ColdPages = 0 };
        }

        Assert.True(FlushPiece.TryFind(slots, out _));
    }

    private static SampleSlot[] Slots(int pages, int[] young) =>
    [
        .. Enumerable.Range(0, pages).Select(page => new SampleSlot
        {
            Check = Start + ((ulong)page * Page),
            Checked = young.Contains(page) ? PageState.Young : PageState.Old,
            Prepared = PageState.Young,
            ColdStart = Start + ((ulong)page * Page),
            ColdPages = 1,
        }),
    ];
}
