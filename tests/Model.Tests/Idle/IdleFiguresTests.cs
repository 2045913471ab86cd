using Damon.Model.Addresses;
using Damon.Model.Idle;

namespace Damon.Model.Tests.Idle;

public sealed class IdleFiguresTests
{
    private const long Page = 4_096;

    [Fact]
    public void Scale_EveryWindow_IsCountedByItself()
    {
        Assert.Subset(IdleScale.AgesS.ToHashSet(), IdleScale.WindowsS.ToHashSet());
        Assert.Subset(IdleScale.AgesS.ToHashSet(), IdleScale.EdgesS.ToHashSet());
        Assert.Equal(IdleScale.AgesS.Order().Distinct(), IdleScale.AgesS);
        Assert.Equal(IdleScale.AgesS.Count + 1, IdleScale.Counts);
    }

    [Fact]
    public void Of_WholePiece_IsExact()
    {
        var idle = IdleFigures.Of([Piece(0, 100, 1, 100, (1, 30), (60, 20), (int.MaxValue, 40))]);

        Assert.Equal(90 * Page, idle.ResidentBytes);
        Assert.Equal(30 * Page, idle.Bytes[0]);
        Assert.Equal(20 * Page, idle.Bytes[IndexOf(60)]);
        Assert.Equal(40 * Page, idle.Bytes[^1]);
        Assert.All(idle.Errors, static error => Assert.Equal(0, error));
    }

    // Ten minutes are a window, and no edge: what is between five and fifteen is one group.
    [Fact]
    public void Of_CountsBetweenTwoEdges_AreOneGroup()
        => Assert.Equal(7 * Page, IdleFigures.Of([Piece(0, 100, 1, 100, (600, 3), (900, 4))]).Bytes[IndexOf(900)]);

    [Fact]
    public void Of_UnknownPages_AreResidentAndInNoGroup()
    {
        var idle = IdleFigures.Of([Piece(0, 100, 1, 100, (1, 10)) with { Unknown = 25 }]);

        Assert.Equal(35 * Page, idle.ResidentBytes);
        Assert.Equal(25 * Page, idle.UnknownBytes);
        Assert.Equal(10 * Page, idle.Bytes.Sum());
    }

    [Fact]
    public void Of_DrawnPages_StandForAllAndHaveTheErrorOfAShare()
    {
        // One page of 16: 1,600 pages, 100 draws, 25 of them in use.
        var idle = IdleFigures.Of([Piece(0, 1_600, 16, 100, (1, 25), (int.MaxValue, 75))]);

        Assert.Equal(400 * Page, idle.Bytes[0]);
        Assert.Equal(1_600 * Page * Math.Sqrt(0.25 * 0.75 / 100 * 15 / 16), idle.Errors[0], 0.01 * 1_600 * Page);
    }

    // Nothing found in twenty draws is not nothing for certain.
    [Fact]
    public void Of_NothingFound_HasAnErrorAllTheSame()
        => Assert.InRange(IdleFigures.Of([Piece(0, 1_600, 80, 20, (int.MaxValue, 20))]).Errors[0], 10 * Page, 200 * Page);

    [Fact]
    public void Of_SeveralPieces_BytesAndSquaresOfErrorsAddUp()
    {
        PanelPiece[] pieces = [Piece(0, 1_600, 16, 100, (1, 25), (int.MaxValue, 75)), Piece(4_000, 800, 16, 50, (1, 5), (60, 45))];
        var (both, first, second) = (IdleFigures.Of(pieces), IdleFigures.Of(pieces[..1]), IdleFigures.Of(pieces[1..]));

        Assert.Equal(first.ResidentBytes + second.ResidentBytes, both.ResidentBytes);
        for (var group = 0; group < both.Bytes.Count; group++)
        {
            Assert.Equal(first.Bytes[group] + second.Bytes[group], both.Bytes[group]);
            Assert.Equal(Math.Sqrt(Math.Pow(first.Errors[group], 2) + Math.Pow(second.Errors[group], 2)), both.Errors[group], 1e-6);
        }
    }

    [Fact]
    public void Needed_WindowsLongerThanWatched_AreNotKnown()
    {
        var needed = NeededFigures.Of([Piece(0, 100, 1, 100, (1, 5), (2, 6), (10, 7), (30, 8), (60, 9), (600, 10), (int.MaxValue, 55))], watchedUs: 61_000_000);

        Assert.Equal([5 * Page, 18 * Page, 35 * Page, null, null], needed.Bytes);
        Assert.Equal([0, 0, 0, null, null], needed.Errors);
        Assert.Equal(100 * Page, needed.ResidentBytes);
    }

    [Fact]
    public void Cold_EveryAge_HasWhatIsOlderAndNothingYounger()
    {
        PanelPiece[] pieces = [Piece(0, 100, 1, 100, (1, 5), (2, 6), (10, 7), (30, 8), (60, 9), (600, 10), (int.MaxValue, 55))];

        var cold = ColdFigures.Of(pieces, watchedUs: 86_400_000_000);

        Assert.Equal(
            [95 * Page, 89 * Page, 89 * Page, 82 * Page, 74 * Page, 65 * Page, 65 * Page, 65 * Page, 55 * Page, 55 * Page, 55 * Page, 55 * Page, 55 * Page],
            cold.Bytes);
        Assert.All(cold.Errors, static error => Assert.Equal(0, error));
        var needed = NeededFigures.Of(pieces, 86_400_000_000);
        Assert.All(IdleScale.WindowsS.Index(), window
            => Assert.Equal(needed.ResidentBytes, needed.Bytes[window.Index] + cold.Bytes[IdleScale.AgesS.ToList().IndexOf(window.Item)]));
    }

    // Nothing was seen of the time before, when the oldest may have been in use.
    [Fact]
    public void Cold_AgesLongerThanWatched_AreNotKnown()
    {
        var cold = ColdFigures.Of([Piece(0, 1_600, 16, 100, (1, 25), (int.MaxValue, 75))], watchedUs: 60_000_000);

        Assert.Equal([1, 2, 5, 10, 30, 60], IdleScale.AgesS.Where((_, age) => cold.Bytes[age] is not null));
        Assert.Equal(cold.Bytes.Select(static bytes => bytes is null), cold.Errors.Select(static error => error is null));
    }

    // Groups of one piece are parts of one whole: the error of several together is not made of theirs.
    [Fact]
    public void Cold_OfSeveralGroups_HasTheErrorOfTheirShareTogether()
    {
        var cold = ColdFigures.Of([Piece(0, 1_600, 16, 100, (1, 50), (2, 25), (5, 25))], watchedUs: 10_000_000);

        Assert.Equal(800 * Page, cold.Bytes[0]);
        Assert.Equal(1_600 * Page * Math.Sqrt(0.25 / 100 * 15 / 16), cold.Errors[0]!.Value, 0.01 * 1_600 * Page);
    }

    [Fact]
    public void Present_DrawnPages_HaveTheErrorsOfTheirShares()
    {
        var piece = Piece(0, 1_600, 16, 100, (1, 40)) with { Unknown = 10 };

        var present = PresentFigures.Of([piece, Piece(4_000, 50, 1, 50, (1, 50))]);

        Assert.Equal((850 * Page, 160 * Page), (present.ResidentBytes, present.UnknownBytes));
        Assert.Equal((piece.Error(50), piece.Error(10)), (present.ResidentError, present.UnknownError));
        Assert.True(present.UnknownError > 0 && present.ResidentError > present.UnknownError);
    }

    private static PanelPiece Piece(ulong first, ulong pages, int pagesPerUnit, int drawn, params (int AgeS, int Count)[] counts)
    {
        var all = new int[IdleScale.Counts];
        foreach (var (age, count) in counts)
        {
            all[age == int.MaxValue ? all.Length - 1 : IdleScale.AgesS.ToList().IndexOf(age)] = count;
        }

        return new PanelPiece(new AddressRange(first * Page, (first + pages) * Page), pagesPerUnit, drawn, all, 0);
    }

    private static int IndexOf(int edgeS) => IdleScale.EdgesS.ToList().IndexOf(edgeS);
}
